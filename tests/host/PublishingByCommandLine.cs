using System.Text.Json;
using OcrWorkflows.Host.Cli;

namespace OcrWorkflows.Host.Tests;

/// <summary>Replays, proposals, approval, the way back, and decisions made again, as typed at a prompt.</summary>
[TestFixture]
public sealed class PublishingByCommandLine
{
    private TestFolder _folder = null!;

    [SetUp]
    public async Task Set_up_a_database_with_sample_data()
    {
        _folder = new TestFolder();
        Strictly = false;
        var made = await RunAsync("demo", "run", "--centres", "8", "--candidates", "40", "--lines", "300", "--json");
        Assert.That(made.Exit, Is.Zero, made.Error);
    }

    [TearDown]
    public void Clean_up() => _folder.Dispose();

    [Test]
    public async Task Every_decision_is_replayed_against_a_draft_and_the_changed_ones_stand_in_the_report()
    {
        var draft = Draft(text => text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"1\"", StringComparison.Ordinal));
        var path = Path.Combine(_folder.Home, "out.csv");
        var run = await RunAsync("rules", "impact", "resit", "--draft", draft, "--report", path, "--json");
        var report = run.Json.GetProperty("report");
        var all = report.GetProperty("all").GetInt64();
        Assert.That(run.Exit, Is.EqualTo(1), run.Error);
        Assert.That(all, Is.EqualTo(await CountAsync("entries-2016")).And.Positive);
        Assert.That(report.GetProperty("same").GetInt64() + report.GetProperty("changed").GetInt64() + report.GetProperty("notEvaluated").GetInt64(), Is.EqualTo(all));
        Assert.That(File.ReadLines(path).Count() - 1, Is.EqualTo(report.GetProperty("changed").GetInt64()).And.Positive);

        var same = await RunAsync("rules", "impact", "resit");
        Assert.That((same.Exit, same.Output), Is.EqualTo((0, same.Output)));
        Assert.That(same.Output, Does.Contain(" 0 changed, 0 could not be evaluated"));
    }

    [Test]
    public async Task A_stopped_replay_leaves_no_report_that_could_be_taken_for_a_whole_one()
    {
        var path = Path.Combine(_folder.Home, "out.csv");
        using var stop = new CancellationTokenSource();
        await using var output = new StoppingWriter(stop);
        await using var error = new StoppingWriter(stop);
        var exit = await CommandLine.RunAsync(["rules", "impact", "resit", "--report", path], output, error, _folder.Settings, stop.Token);
        Assert.That((exit, File.Exists(path)), Is.EqualTo((2, false)), output.ToString());
    }

    [Test]
    public async Task A_change_is_proposed_by_one_user_and_approved_by_another()
    {
        Change("lapse");
        Strictly = true;
        var proposed = await RunAsync("rules", "propose", "lapse", "--why", "A line more", "--as", "admin", "--json");
        Assert.That(proposed.Exit, Is.Zero, proposed.Output + proposed.Error);
        var id = proposed.Json.GetProperty("id").GetString()!;
        Assert.That(proposed.Json.GetProperty("impact").GetProperty("complete").GetBoolean(), Is.True);
        Assert.That((await RunAsync("rules", "proposals", "--json")).Json.GetArrayLength(), Is.EqualTo(1));

        var own = await RunAsync("rules", "approve", id, "--as", "admin", "--json");
        Assert.That((own.Exit, own.Json.GetProperty("refused").GetProperty("code").GetString()), Is.EqualTo((1, "own-change")));
        Assert.That((await RunAsync("rules", "approve", id, "--as", "staff")).Exit, Is.EqualTo(2), "the role does not allow it");
        var alone = await RunAsync("rules", "publish", "lapse", "--as", "admin", "--json");
        Assert.That((alone.Exit, alone.Json.GetProperty("refused").GetProperty("code").GetString()), Is.EqualTo((1, "approval-needed")));

        Assert.That((await RunAsync("rules", "approve", id, "--hold", "--as", "approver")).Exit, Is.Zero);
        var live = await RunAsync("rules", "publish", "lapse", "--as", "approver");
        Assert.That((live.Exit, live.Output.Contains("is live", StringComparison.Ordinal)), Is.EqualTo((0, true)), live.Output + live.Error);
        Assert.That((await RunAsync("rules", "proposals")).Output, Does.Contain("Nothing waits"));
    }

    [Test]
    public async Task One_that_is_sent_back_shows_the_comment()
    {
        Change("lapse");
        Strictly = true;
        var id = (await RunAsync("rules", "propose", "lapse", "--why", "A line more", "--as", "staff", "--json")).Json.GetProperty("id").GetString()!;
        Assert.That((await RunAsync("rules", "send-back", id, "--comment", "Which line?", "--as", "approver")).Exit, Is.Zero);
        Assert.That((await RunAsync("rules", "proposal", id)).Output, Does.Contain("Which line?"));
        Assert.That((await RunAsync("rules", "withdraw", id, "--comment", "Never mind", "--as", "staff")).Exit, Is.Zero);
    }

    [Test]
    public async Task An_administrator_rolls_back_with_a_reason_and_the_drift_of_a_file_is_shown()
    {
        var first = (await RunAsync("rules", "versions", "lapse", "--json")).Json.GetProperty("versions")[0].GetProperty("contentHash").GetString()!;
        Change("lapse");
        var drifted = await RunAsync("rules", "versions", "lapse");
        Assert.That((drifted.Exit, drifted.Output.Contains("DIFFERS", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        var published = await RunAsync("rules", "publish", "lapse");
        Assert.That(published.Exit, Is.Zero, published.Output + published.Error);
        Assert.That((await RunAsync("rules", "versions", "lapse")).Exit, Is.Zero);

        Assert.That((await RunAsync("rules", "rollback", "lapse", first[..8], "--reason", "A line too many", "--as", "approver")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("rules", "rollback", "lapse", "ffff", "--reason", "A line too many")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("rules", "rollback", "lapse", first[..8])).Exit, Is.EqualTo(2), "without a reason");
        var back = await RunAsync("rules", "rollback", "lapse", first[..8], "--reason", "A line too many");
        Assert.That((back.Exit, back.Output.Contains("WARNING: admin alone", StringComparison.Ordinal)), Is.EqualTo((0, true)), back.Output + back.Error);
        var versions = (await RunAsync("rules", "versions", "lapse", "--json")).Json;
        Assert.That(versions.GetProperty("file").GetString(), Is.EqualTo("Same"), "the file went back, too");
        Assert.That((versions.GetProperty("versions")[0].GetProperty("origin").GetString(), versions.GetProperty("versions")[0].GetProperty("comment").GetString()!.Contains("A line too many", StringComparison.Ordinal)),
            Is.EqualTo(("rollback", true)));
    }

    [Test]
    public async Task A_version_that_was_rolled_back_is_not_brought_back_by_a_restart_over_its_old_file()
    {
        var first = (await RunAsync("rules", "versions", "lapse", "--json")).Json.GetProperty("versions")[0].GetProperty("contentHash").GetString()!;
        Change("lapse");
        var changed = File.ReadAllText(Rules("lapse"));
        await RunAsync("rules", "publish", "lapse");
        await RunAsync("rules", "rollback", "lapse", first[..8], "--reason", "A line too many");
        File.WriteAllText(Rules("lapse"), changed); // as on a host whose folder could not be written
        await RunAsync("demo", "run", "--json");
        Assert.That((await RunAsync("rules", "versions", "lapse", "--json")).Json.GetProperty("versions")[0].GetProperty("contentHash").GetString(), Is.EqualTo(first));
    }

    [Test]
    public async Task Decisions_are_made_again_and_an_altered_one_ends_with_1_and_its_difference()
    {
        Change("resit");
        await RunAsync("rules", "publish", "resit");
        var all = await RunAsync("decision", "again", "--all", "--json");
        Assert.That((all.Exit, all.Json.GetProperty("report").GetProperty("different").GetInt64(), all.Json.GetProperty("report").GetProperty("all").GetInt64() > 100), Is.EqualTo((0, 0L, true)), all.Error);
        Assert.That((await RunAsync("decision", "again", "--newest", "7", "--json")).Json.GetProperty("report").GetProperty("all").GetInt64(), Is.EqualTo(7));

        var id = await AlterAsync();
        var one = await RunAsync("decision", "again", id.ToString());
        Assert.That((one.Exit, one.Output.Contains("NOT EQUAL", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        Assert.That((await RunAsync("decision", "again", "--all")).Exit, Is.EqualTo(1));
        Assert.That((await RunAsync("decision", "again")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("decision", "again", id.ToString(), "--all")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("decision", "again", "--newest", "0")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("decision", "again", Guid.Empty.ToString())).Exit, Is.EqualTo(2));
    }

    [Test]
    public async Task Decisions_of_a_wrong_rule_are_shown_first_and_made_again_once_the_number_is_confirmed()
    {
        File.WriteAllText(Rules("fees"), File.ReadAllText(Rules("fees")).Replace("\"fee\": \"qualification-entry\"", "\"fee\": \"unit-entry\"", StringComparison.Ordinal));
        Assert.That((await RunAsync("rules", "publish", "fees")).Exit, Is.EqualTo(1), "live; its cases say otherwise");
        string[] command = ["decisions", "remake", "--rule-set", "fees", "--since", "2020-01-01"];
        var shown = await RunAsync([.. command, "--dry-run", "--json"]);
        var number = shown.Json.GetProperty("toMake").GetInt32();
        Assert.That((shown.Exit, number > 10), Is.EqualTo((1, true)), shown.Error);
        Assert.That(await ScalarAsync("select count(*) from RemadeDecisions"), Is.Zero);

        Assert.That((await RunAsync([.. command, "--confirm", $"{number}"])).Exit, Is.EqualTo(2), "without a reason");
        Assert.That((await RunAsync([.. command, "--confirm", $"{number - 1}", "--reason", "Wrong fee"])).Exit, Is.EqualTo(2), "another number");
        Assert.That((await RunAsync([.. command, "--confirm", $"{number}", "--reason", "Wrong fee", "--as", "staff"])).Exit, Is.EqualTo(2), "the role does not allow it");
        var done = await RunAsync([.. command, "--confirm", $"{number}", "--reason", "Wrong fee", "--json"]);
        Assert.That((done.Exit, done.Json.GetProperty("made").GetInt32(), done.Json.GetProperty("creditedPence").GetInt64() > 0), Is.EqualTo((0, number, true)), done.Output + done.Error);
        Assert.That((await RunAsync([.. command, "--json"])).Json.GetProperty("toMake").GetInt32(), Is.Zero);

        var link = (await RunAsync("decisions", "remade", "--json")).Json[0];
        var old = await RunAsync("decision", "show", link.GetProperty("oldDecision").GetString()!, "--json");
        Assert.That(old.Json.GetProperty("decision").GetProperty("replacedBy").GetString(), Is.EqualTo(link.GetProperty("newDecision").GetString()));
        Assert.That((await RunAsync("decision", "again", "--all")).Exit, Is.Zero, "old and new ones come out as they stand");
        Assert.That((await RunAsync("verify")).Exit, Is.Zero);
    }

    private bool Strictly { get; set; }

    private string Rules(string set) => Path.Combine(_folder.RuleSets, set, "rules.json");

    private void Change(string set) => File.AppendAllText(Rules(set), "\n");

    private string Draft(Func<string, string> change)
    {
        var path = Path.Combine(_folder.Home, "draft", "rules.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, change(File.ReadAllText(Rules("resit"))));
        return path;
    }

    private async Task<long> ScalarAsync(string query)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> CountAsync(string set)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from Decisions where RuleSet = $set";
        command.Parameters.AddWithValue("$set", set);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <returns>The decision whose outcome was altered.</returns>
    private async Task<Guid> AlterAsync()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update Decisions set Outcome = 'Refused' where Id = (select Id from Decisions where Outcome = 'Accepted' limit 1) returning Id";
        return Guid.Parse((string)(await command.ExecuteScalarAsync())!);
    }

    private async Task<Run> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var settings = _folder.Settings;
        if (Strictly)
        {
            settings["RuleSets:FileChanges"] = "propose";
        }

        var exit = await CommandLine.RunAsync(arguments, output, error, settings);
        return new Run(exit, output.ToString(), error.ToString());
    }

    private sealed record Run(int Exit, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>Asks for a stop at the first word, as Ctrl-C would.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            stop.Cancel();
            base.WriteLine(value);
        }
    }
}
