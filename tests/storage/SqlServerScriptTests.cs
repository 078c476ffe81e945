using System.ComponentModel;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Storage.Tests;

/// <summary>No SQL Server can be had here: what its migrations would run is at least read by a parser of its dialect.</summary>
public sealed class SqlServerScriptTests
{
    [Test]
    public void The_migration_script_for_sql_server_is_parsed_without_a_fault() => Assert.That(Faults(Script()), Is.Empty);

    [Test]
    public void A_fault_planted_in_the_script_is_found() =>
        Assert.That(Faults(Script().Replace("PRIMARY KEY (", "PRIMARY KEY ((", StringComparison.Ordinal)), Is.Not.Empty);

    private static string Script()
    {
        using var database = StoreTypeTests.Open("SqlServer", [new EngineModel(), new RegisterModel(), new IdentityModelPart()]);
        return database.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    private static IReadOnlyList<string> Faults(string script)
    {
        var folder = Directory.CreateTempSubdirectory("ocr-sqlserver-").FullName;
        try
        {
            var file = Path.Combine(folder, "script.sql");
            File.WriteAllText(file, script);
            var start = new ProcessStartInfo("sqlfluff") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
            foreach (var argument in new[] { "parse", "--dialect", "tsql", file })
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            Assert.That(lines, Has.Length.GreaterThan(100), errors.Result);
            return [.. lines.Where(l => l.Contains("unparsable", StringComparison.Ordinal) || l.Contains("PRS", StringComparison.Ordinal))];
        }
        catch (Win32Exception)
        {
            Assert.Ignore("sqlfluff is not installed, so nobody parsed the script for SQL Server: apt-get install sqlfluff, or pip install sqlfluff.");
            return [];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
