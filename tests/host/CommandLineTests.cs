using System.Text.Json;
using OcrWorkflows.Host.Cli;

namespace OcrWorkflows.Host.Tests;

/// <summary>The command line as programs and people call it.</summary>
[TestFixture]
public sealed class CommandLineTests
{
    private TestFolder _folder = null!;

    [OneTimeSetUp]
    public async Task Set_up_a_database_with_sample_data()
    {
        _folder = new TestFolder();
        var made = await RunAsync("demo", "run", "--centres", "8", "--candidates", "40", "--lines", "300", "--json");
        Assert.That(made.Exit, Is.Zero, made.Error);
        First = made.Json.GetProperty("summary");
        Users = made.Json.GetProperty("users");
    }

    [OneTimeTearDown]
    public void Clean_up() => _folder.Dispose();

    private JsonElement First { get; set; }

    private JsonElement Users { get; set; }

    [Test]
    public async Task Help_lists_every_command_with_one_line_each()
    {
        var help = await RunAsync("--help");
        Assert.That(help.Exit, Is.Zero);
        foreach (var command in new[] { "serve", "migrate", "demo run", "demo load", "demo remove", "user add", "import entries FILE", "entry withdraw ID", "rules check", "rules test", "clauses", "workflow list", "workflow show ID", "sweep lapse", "sweep timers", "bench import" })
        {
            Assert.That(help.Output, Does.Match($@"(?m)^  {command}\b.*  \S"), command);
        }
    }

    [TestCase("rules", "chek")]
    [TestCase("import", "entries")]
    [TestCase("workflow", "show", "no-identity")]
    [TestCase("sweep", "lapse", "--as-of", "2026-02-30")]
    [TestCase("demo", "load", "--centres", "0")]
    [TestCase("import", "entries", "no-such-file.csv")]
    [TestCase("workflow", "show", "00000000-0000-0000-0000-000000000001")]
    [TestCase("rules", "check", "no-such-folder")]
    [TestCase("user", "list", "--database", "/no/such/place.db")]
    public async Task Wrong_usage_ends_with_2_and_a_line_that_says_what_is_wrong(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error, Is.Not.Empty.And.Not.Contain("should not have happened"));
    }

    [Test]
    public async Task Every_clause_is_listed_with_what_enforces_it_and_a_new_edition_with_what_it_touches()
    {
        var map = await RunAsync("clauses", "--json");
        Assert.That(map.Exit, Is.Zero, map.Output);
        using var clauses = JsonDocument.Parse(map.Output);
        Assert.That(clauses.RootElement.GetProperty("clauses").GetArrayLength(), Is.EqualTo(154));
        Assert.That(clauses.RootElement.GetProperty("clauses")[17].GetProperty("rules").EnumerateArray().Select(r => r.GetString()), Does.Contain("resit/ResitLimitLevel2"));

        var edition = Path.Combine(_folder.Home, "new-edition.json");
        var text = await File.ReadAllTextAsync(Path.Combine(_folder.RuleSets, "clauses.json"));
        await File.WriteAllTextAsync(edition, text.Replace("Level 2: one further attempt", "Level 2: two further attempts", StringComparison.Ordinal));
        var impact = await RunAsync("clauses", "impact", edition, "--json");

        Assert.That(impact.Exit, Is.EqualTo(1), impact.Error);
        using var changes = JsonDocument.Parse(impact.Output);
        var change = changes.RootElement.GetProperty("changes").EnumerateArray().Single();
        Assert.That((change.GetProperty("id").GetString(), change.GetProperty("kind").GetString()), Is.EqualTo(("R18", "Reworded")));
        Assert.That(change.GetProperty("decisions").GetProperty("entries-2016").GetInt64(), Is.Positive);
    }

    [Test]
    public async Task The_demonstration_decides_every_line_and_prints_a_user_for_each_role()
    {
        Assert.That(First.GetProperty("accepted").GetInt32() + First.GetProperty("refused").GetInt32() + First.GetProperty("faulty").GetInt32(), Is.EqualTo(300));
        Assert.That(First.GetProperty("refusedBy").EnumerateArray().Select(r => r.GetProperty("clauses").GetArrayLength()), Is.All.GreaterThan(0));
        Assert.That(Users.EnumerateArray().Select(u => u.GetProperty("role").GetString()), Is.EquivalentTo(Identity.RoleNames.All));
        var list = await RunAsync("user", "list", "--json");
        Assert.That(list.Json.EnumerateArray().All(u => u.GetProperty("sample").GetBoolean()), Is.True);
    }

    [Test]
    public async Task A_second_demonstration_finds_everything_there_and_prints_no_passwords()
    {
        var again = await RunAsync("demo", "run", "--json");
        Assert.That(again.Exit, Is.Zero, again.Error);
        Assert.That(again.Json.GetProperty("alreadyThere").GetBoolean(), Is.True);
        Assert.That(again.Json.GetProperty("users").GetArrayLength(), Is.Zero);
        Assert.That(again.Json.GetProperty("summary").GetProperty("accepted").GetInt32(), Is.EqualTo(First.GetProperty("accepted").GetInt32()));
    }

    [Test]
    public async Task Importing_the_same_file_again_adds_nothing_and_still_tells_what_is_wrong_in_it()
    {
        var again = await RunAsync("import", "entries", Path.Combine(_folder.Home, "data", "ocr-sample-entries.csv"), "--json");
        Assert.That(again.Exit, Is.EqualTo(1), again.Error);
        Assert.That(again.Json.GetProperty("accepted").GetInt32(), Is.Zero);
        Assert.That(again.Json.GetProperty("already").GetInt32(), Is.GreaterThanOrEqualTo(First.GetProperty("accepted").GetInt32()));
    }

    [Test]
    public async Task Checking_good_rule_sets_ends_with_0_and_a_broken_one_with_1_and_its_place()
    {
        Assert.That((await RunAsync("rules", "check")).Exit, Is.Zero);

        using var broken = new TestFolder();
        var file = Path.Combine(broken.RuleSets, "resit", "rules.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("entry.Qualification.Level ", "entry.Qualification.Levl ", StringComparison.Ordinal));
        var check = await RunAsync("rules", "check", broken.RuleSets, "--json");
        Assert.That(check.Exit, Is.EqualTo(1));
        var fault = check.Json.GetProperty("diagnostics").EnumerateArray().First();
        Assert.That(fault.GetProperty("line").GetInt32(), Is.GreaterThan(1));
        Assert.That(fault.GetProperty("message").GetString(), Does.Contain("Levl"));
        Assert.That(fault.GetProperty("suggestion").GetString(), Does.Contain("Level"));
    }

    [Test]
    public async Task A_set_whose_facts_are_not_known_is_told_so_and_its_other_faults_too()
    {
        using var folder = new TestFolder();
        var unknown = Path.Combine(folder.Home, "checked", "no-such-set");
        Directory.CreateDirectory(unknown);
        await File.WriteAllTextAsync(
            Path.Combine(unknown, "rules.json"),
            """[{ "WorkflowName": "no-such-set", "Rules": [ { "RuleName": "A", "Expression": "anything.Level > 2" }, { "RuleName": "B", "Expression": "anything.Level >" } ] }]""");

        var check = await RunAsync("rules", "check", unknown, "--json");
        Assert.That(check.Exit, Is.EqualTo(1));
        Assert.That(check.Json.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()), Is.EqualTo(new[] { "HST001", "EXP007" }));
    }

    [Test]
    public async Task The_shipped_cases_hold()
    {
        var test = await RunAsync("rules", "test", "--json");
        Assert.That(test.Exit, Is.Zero, test.Output);
        Assert.That(test.Json.GetProperty("ruleSets").EnumerateArray().Select(r => r.GetProperty("passed").GetInt32()), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task The_shipped_workflows_have_no_faults()
    {
        var check = await RunAsync("workflow", "check", "--json");
        Assert.That(check.Exit, Is.Zero, check.Output);
        Assert.That(check.Json.GetProperty("definitions").GetArrayLength(), Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task A_rehearsed_sweep_says_the_same_twice_because_it_changes_nothing()
    {
        var first = await RunAsync("sweep", "lapse", "--rehearse", "--as-of", "2029-01-01", "--json");
        var second = await RunAsync("sweep", "lapse", "--rehearse", "--as-of", "2029-01-01", "--json");
        Assert.That(first.Exit, Is.Zero, first.Error);
        Assert.That(first.Json.GetProperty("lapsed").GetArrayLength(), Is.GreaterThan(0));
        Assert.That(second.Output, Is.EqualTo(first.Output));
    }

    [Test]
    public async Task A_sweep_as_of_a_day_to_come_is_refused_unless_it_is_a_rehearsal()
    {
        var refused = await RunAsync("sweep", "lapse", "--as-of", "2099-01-01");
        Assert.That(refused.Exit, Is.EqualTo(2));
        Assert.That(refused.Error, Does.Contain("--rehearse"));
    }

    [Test]
    public async Task A_report_does_not_take_the_place_of_the_file_it_is_about()
    {
        var file = Path.Combine(_folder.Home, "data", "ocr-sample-entries.csv");
        var before = await File.ReadAllTextAsync(file);
        var refused = await RunAsync("import", "entries", file, "--report", file);
        Assert.That(refused.Exit, Is.EqualTo(2));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(before));
    }

    [Test]
    public async Task A_listed_workflow_can_be_shown_with_its_journal()
    {
        var list = await RunAsync("workflow", "list", "--definition", "claim", "--json");
        var id = list.Json.GetProperty("instances").EnumerateArray().First().GetProperty("id").GetGuid();
        var shown = await RunAsync("workflow", "show", id.ToString(), "--json");
        Assert.That(shown.Exit, Is.Zero, shown.Error);
        Assert.That(shown.Json.GetProperty("journal").EnumerateArray().Select(j => j.GetProperty("actor").GetString()), Is.All.EqualTo("admin"));
    }

    [Test]
    public async Task A_user_without_the_role_may_not_import_and_an_unknown_one_may_nothing()
    {
        var file = Path.Combine(_folder.Home, "data", "ocr-sample-entries.csv");
        var auditor = await RunAsync("import", "entries", file, "--as", "auditor");
        Assert.That(auditor.Exit, Is.EqualTo(2));
        Assert.That(auditor.Error, Does.Contain("Administrator or Staff"));
        var nobody = await RunAsync("import", "entries", file, "--as", "nobody");
        Assert.That(nobody.Exit, Is.EqualTo(2));
        Assert.That(nobody.Error, Does.Contain("no user nobody"));
    }

    [Test]
    public async Task Sample_data_is_removed_to_the_last_row_and_a_second_removal_finds_none()
    {
        using var folder = new TestFolder();
        await RunAsync(folder, "demo", "run", "--centres", "4", "--candidates", "10", "--lines", "40", "--json");
        var removed = await RunAsync(folder, "demo", "remove", "--json");
        Assert.That(removed.Exit, Is.Zero, removed.Error);
        Assert.That(removed.Json.GetProperty("users").GetInt32(), Is.EqualTo(6));
        Assert.That(removed.Json.GetProperty("rows").GetProperty("centres").GetInt32(), Is.EqualTo(4));
        var again = await RunAsync(folder, "demo", "remove", "--json");
        Assert.That(again.Json.GetProperty("rows").EnumerateObject().Sum(r => r.Value.GetInt32()), Is.Zero);
    }

    private Task<Run> RunAsync(params string[] arguments) => RunAsync(_folder, arguments);

    private static async Task<Run> RunAsync(TestFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, error, folder.Settings);
        return new Run(exit, output.ToString(), error.ToString());
    }

    private sealed record Run(int Exit, string Output, string Error)
    {
        /// <summary>Standard output holds one JSON text and nothing else.</summary>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
