using System.Text.Json;
using OcrWorkflows.Host.Cli;

namespace OcrWorkflows.Host.Tests;

/// <summary><c>ocr simulate</c>: what was done and what is kept must be the same, and a product that loses something must show.</summary>
[TestFixture]
public sealed class Simulations
{
    private TestFolder _folder = null!;

    [SetUp]
    public void Begin() => _folder = new TestFolder();

    [TearDown]
    public void End() => _folder.Dispose();

    [Test]
    public async Task Three_years_balance_and_the_same_seed_gives_the_same_balance()
    {
        string[] arguments = ["simulate", "--centres", "4", "--years", "3", "--seed", "1", "--json"];
        var (first, second) = (await RunAsync(arguments), await RunAsync(arguments));

        Assert.That(first.Exit, Is.Zero, first.Output);
        Assert.That(Counts(second.Json), Is.EqualTo(Counts(first.Json)));
        var kept = Kept(first.Json);
        Assert.Multiple(() =>
        {
            foreach (var what in new[] { "Claims submitted = claims", "Awards of these = certificates", "Approvals two years without entry or claim = lapsed", "Letters: claims overdue", "Letters that left = letters asked for" })
            {
                Assert.That(kept[what], Is.Positive, $"{what}: nothing of it came to pass, so that the balance says nothing");
            }
        });
        Assert.That(Directory.Exists(Path.Combine(_folder.Home, "data")), Is.False, "nothing is written beside the simulation");
    }

    [Test]
    public async Task Another_seed_is_another_history()
    {
        var (one, two) = (await RunAsync("simulate", "--centres", "3", "--years", "1", "--seed", "1", "--json"), await RunAsync("simulate", "--centres", "3", "--years", "1", "--seed", "2", "--json"));
        Assert.That((one.Exit, two.Exit), Is.EqualTo((0, 0)), one.Output + two.Output);
        Assert.That(Counts(two.Json), Is.Not.EqualTo(Counts(one.Json)));
    }

    [Test]
    public async Task A_workflow_that_keeps_certificates_back_does_not_balance()
    {
        var definition = Path.Combine(_folder.Definitions, "claim.json");
        var text = await File.ReadAllTextAsync(definition);
        var days = text.IndexOf("\"value\": 5", text.IndexOf("\"id\": \"certificateDays\"", StringComparison.Ordinal), StringComparison.Ordinal);
        await File.WriteAllTextAsync(definition, text.Remove(days, 10).Insert(days, "\"value\": 400"));

        var run = await RunAsync("simulate", "--centres", "3", "--years", "2", "--json");

        Assert.That(run.Exit, Is.EqualTo(ExitCode.Findings), run.Output);
        Assert.That(Broken(run.Json), Is.SupersetOf(new[] { "Awards of these = certificates", "Letters: certificates issued" }));
    }

    [Test]
    public async Task Rules_that_refuse_what_was_right_do_not_balance_and_say_so()
    {
        var rules = Path.Combine(_folder.RuleSets, "claims", "rules.json");
        var text = await File.ReadAllTextAsync(rules);
        using (var document = JsonDocument.Parse(text))
        {
            var expression = document.RootElement[0].GetProperty("Rules").EnumerateArray().First(r => r.TryGetProperty("Expression", out _)).GetProperty("Expression").GetRawText();
            await File.WriteAllTextAsync(rules, text.Replace(expression, "\"claim.Candidates > 99\"", StringComparison.Ordinal));
        }

        var run = await RunAsync("simulate", "--centres", "3", "--years", "1", "--json");

        Assert.That(run.Exit, Is.EqualTo(ExitCode.Findings), run.Output);
        Assert.That(run.Json.GetProperty("findings").EnumerateArray().Select(f => f.GetString()), Has.Some.Contain("was not taken"));
    }

    [Test]
    public async Task The_database_is_kept_where_asked_and_never_in_the_place_of_another()
    {
        var file = Path.Combine(_folder.Home, "kept.db");
        var run = await RunAsync("simulate", "--centres", "1", "--years", "1", "--keep", file);
        Assert.That((run.Exit, File.Exists(file)), Is.EqualTo((0, true)), run.Output + run.Error);
        Assert.That((await RunAsync("verify", "--database", file)).Exit, Is.Zero);

        var again = await RunAsync("simulate", "--centres", "1", "--years", "1", "--keep", file);
        Assert.That(again.Exit, Is.EqualTo(2));
        Assert.That(again.Error, Does.Contain("begins with an empty database"));

        var nowhere = await RunAsync("simulate", "--centres", "1", "--years", "1", "--keep", Path.Combine(_folder.Home, "no-such-folder", "kept.db"));
        Assert.That((nowhere.Exit, nowhere.Output), Is.EqualTo((2, "")));
        Assert.That(nowhere.Error, Does.Contain("There is no folder for"), "said before the years are run, not after");
    }

    [TestCase("--centres", "0")]
    [TestCase("--years", "11")]
    public async Task What_cannot_be_simulated_is_refused_with_the_limits(string option, string value)
    {
        var run = await RunAsync("simulate", option, value);
        Assert.That((run.Exit, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("1 to").And.Contain($"not {value}"));
    }

    private static string Counts(JsonElement report) => string.Join('\n', report.GetProperty("balances").EnumerateArray().Select(b => b.ToString()));

    private static Dictionary<string, long> Kept(JsonElement report) =>
        report.GetProperty("balances").EnumerateArray().ToDictionary(b => b.GetProperty("what").GetString()!, b => b.GetProperty("kept").GetInt64());

    private static IEnumerable<string> Broken(JsonElement report) =>
        report.GetProperty("balances").EnumerateArray().Where(b => !b.GetProperty("holds").GetBoolean()).Select(b => b.GetProperty("what").GetString()!);

    private async Task<Run> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, error, _folder.Settings);
        return new Run(exit, output.ToString(), error.ToString());
    }

    private sealed record Run(int Exit, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
