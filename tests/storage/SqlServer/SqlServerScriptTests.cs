using System.ComponentModel;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>The migration script for SQL Server is T-SQL in the eyes of sqlfluff, a parser of its own. (It is no SQL Server: tables and types are not looked up.)</summary>
public sealed class SqlServerScriptTests
{
    [Test]
    public void The_migration_script_is_read_as_T_SQL()
    {
        using var database = StoreTypeTests.Open("SqlServer", [new EngineModel(), new RegisterModel(), new IdentityModelPart()]);
        var script = database.GetService<IMigrator>().GenerateScript();

        Assert.That(script, Does.Contain("CREATE TABLE [Instances]"));
        Assert.That(Unread(script), Is.Empty);
    }

    [Test]
    public void A_fault_is_found() => Assert.That(Unread("CREATE TABLE [T] ([Id] int NOT NULL);\nSELECT FROM WHERE (;\n"), Is.Not.Empty);

    /// <returns>The lines in which sqlfluff says what it cannot read.</returns>
    private static List<string> Unread(string sql)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("ocr-tsql-").FullName, "script.sql");
        try
        {
            File.WriteAllText(file, sql);
            var start = new ProcessStartInfo("sqlfluff", ["parse", "--config", Path.Combine(Path.GetDirectoryName(SentCommands.File)!, "sqlfluff.cfg"), file])
            {
                RedirectStandardOutput = true,
            };
            using var parser = Process.Start(start)!;
            var lines = parser.StandardOutput.ReadToEnd().Split('\n');
            parser.WaitForExit();
            Assert.That(lines, Has.Length.GreaterThan(sql.Split('\n').Length), "sqlfluff did not read the file");
            return [.. lines.Where(l => l.Contains("PRS", StringComparison.Ordinal) || l.Contains("unparsable", StringComparison.OrdinalIgnoreCase))];
        }
        catch (Win32Exception)
        {
            Assert.Ignore("sqlfluff is not installed, so nothing parsed the T-SQL: apt-get install sqlfluff.");
            return [];
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
