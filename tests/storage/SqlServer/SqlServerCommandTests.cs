using System.Reflection;


namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>
/// What the storage layer sends to SQL Server: the storage tests are run with commands made for it, and every distinct one stands in commands.sql.
/// A change of them is seen in review; OCR_RECORD=1 writes the file anew.
/// </summary>
[NonParallelizable]
public sealed class SqlServerCommandTests
{
    /// <summary>Tests of writers who get in each other's way: what happens then is the server's affair, which a twin does not have.</summary>
    private static readonly string[] s_servers = ["TwoHostTests", "TwinRequestTests"];

    [Test]
    public async Task The_commands_for_SQL_Server_can_all_be_made_and_are_those_of_the_snapshot()
    {
        var failures = new List<string>();
        var run = 0;
        foreach (var fixture in typeof(StorageTests).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(StorageTests)) && t.GetConstructor([typeof(DatabaseKind)]) is not null && !s_servers.Contains(t.Name)))
        {
            foreach (var test in fixture.GetMethods().Where(m => m.GetCustomAttribute<TestAttribute>() is not null && m.GetParameters().Length == 0))
            {
                run++;
                if (await RunAsync(fixture, test) is { } failure)
                {
                    failures.Add($"{fixture.Name}.{test.Name}: {failure}");
                }
            }
        }

        TestContext.Out.WriteLine($"{run} tests");
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Snapshot();
    }

    private static void Snapshot()
    {
        List<string> sent;
        lock (Twins.Sent)
        {
            sent = [.. Twins.Sent];
        }

        var commands = string.Join("\n\n", sent.SelectMany(SentCommands.Of).Distinct().Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable("OCR_RECORD") is not null)
        {
            File.WriteAllText(SentCommands.File, commands);
        }

        var (kept, now) = (Read(File.ReadAllText(SentCommands.File)), Read(commands));
        Assert.Multiple(() =>
        {
            Assert.That(now.Except(kept), Is.Empty, "sent and not in the snapshot; look at them, then run this test with OCR_RECORD=1");
            Assert.That(kept.Except(now), Is.Empty, "in the snapshot and sent no more");
        });
    }

    private static string[] Read(string commands) => commands.ReplaceLineEndings("\n").TrimEnd('\n').Split("\n\n");

    private static async Task<string?> RunAsync(Type fixture, MethodInfo test)
    {
        var instance = Activator.CreateInstance(fixture, DatabaseKind.SqlServerTwin)!;
        try
        {
            foreach (var setUp in Marked<SetUpAttribute>(fixture))
            {
                await CallAsync(setUp, instance);
            }

            await CallAsync(test, instance);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            for (var cause = failure; ; cause = cause.InnerException)
            {
                if (cause.InnerException is null)
                {
                    return cause.Message;
                }
            }
        }
        finally
        {
            foreach (var tearDown in Marked<TearDownAttribute>(fixture).Reverse())
            {
                await CallAsync(tearDown, instance);
            }
        }
    }

    /// <summary>Those of the base first.</summary>
    private static IEnumerable<MethodInfo> Marked<T>(Type fixture)
        where T : Attribute =>
        fixture.GetMethods().Where(m => m.GetCustomAttribute<T>() is not null).OrderBy(m => m.DeclaringType == fixture);

    private static async Task CallAsync(MethodInfo method, object instance)
    {
        if (method.Invoke(instance, null) is Task task)
        {
            await task;
        }
    }
}
