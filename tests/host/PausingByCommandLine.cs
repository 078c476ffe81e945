using System.Text.Json;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Schedules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Tests;

/// <summary>The one switch that stops sweeps and letters, as typed at a prompt.</summary>
[TestFixture]
public sealed class PausingByCommandLine
{
    private TestFolder _folder = null!;

    [OneTimeSetUp]
    public async Task Set_up_a_database_with_sample_data()
    {
        _folder = new TestFolder();
        var made = await RunAsync("demo", "run", "--centres", "8", "--candidates", "40", "--lines", "300", "--json");
        Assert.That(made.Exit, Is.Zero, made.Error);
    }

    [OneTimeTearDown]
    public void Clean_up() => _folder.Dispose();

    [TearDown]
    public async Task Let_everything_go_on() => Assert.That((await RunAsync("pause", "off", "--reason", "The next test")).Exit, Is.Zero);

    [Test]
    public async Task It_is_turned_on_with_a_reason_shown_and_turned_off_again()
    {
        var show = await RunAsync("pause", "show");
        Assert.That((show.Exit, show.Output.Trim()), Is.EqualTo((0, "Nothing is paused.")));

        var on = await RunAsync("pause", "on", "--reason", "The clock is wrong", "--as", "staff", "--json");
        Assert.That((on.Exit, on.Json.GetProperty("paused").GetBoolean(), on.Json.GetProperty("changed").GetBoolean()), Is.EqualTo((0, true, true)), on.Error);
        var again = await RunAsync("pause", "on", "--reason", "Another reason");
        Assert.That(again.Exit, Is.Zero);
        Assert.That(again.Output, Does.Contain("paused already"));

        show = await RunAsync("pause", "show", "--json");
        Assert.That((show.Exit, show.Json.GetProperty("by").GetString(), show.Json.GetProperty("reason").GetString()), Is.EqualTo((1, "staff", "The clock is wrong")));

        var off = await RunAsync("pause", "off", "--reason", "Put right", "--json");
        Assert.That((off.Exit, off.Json.GetProperty("paused").GetBoolean(), off.Json.GetProperty("changed").GetBoolean()), Is.EqualTo((0, false, true)), off.Error);
        Assert.That((await RunAsync("pause", "show")).Exit, Is.Zero);
    }

    [Test]
    public async Task Sweeps_by_hand_stand_still_say_why_and_can_be_rehearsed()
    {
        await RunAsync("pause", "on", "--reason", "The clock is wrong");
        var lapse = await RunAsync("sweep", "lapse");
        Assert.That(lapse.Exit, Is.EqualTo(1));
        Assert.That(lapse.Output, Does.Contain("PAUSED").And.Contain("The clock is wrong").And.Contain("./ocr pause off"));
        Assert.That((await RunAsync("sweep", "lapse", "--json")).Json.GetProperty("paused").GetProperty("reason").GetString(), Is.EqualTo("The clock is wrong"));
        Assert.That((await RunAsync("sweep", "lapse", "--rehearse")).Output, Does.Not.Contain("PAUSED").And.Contain("examined"));

        var retention = await RunAsync("sweep", "retention");
        Assert.That(retention.Exit, Is.EqualTo(2));
        Assert.That(retention.Error, Does.Contain("paused by admin (The clock is wrong)"));
        Assert.That((await RunAsync("sweep", "retention", "--rehearse")).Exit, Is.Zero);

        await RunAsync("pause", "off", "--reason", "Put right");
        Assert.That((await RunAsync("sweep", "lapse")).Output, Does.Not.Contain("PAUSED").And.Contain("examined"));
        Assert.That((await RunAsync("sweep", "retention")).Exit, Is.Zero);
    }

    [Test]
    public async Task Letters_stay_in_the_outbox_until_it_is_turned_off()
    {
        var pickup = Path.Combine(_folder.Home, "data", "mail");
        await RunAsync("pause", "on", "--reason", "Wrong letters");
        var waiting = (await RunAsync("outbox", "list", "--json")).Json.EnumerateArray().Count(m => m.GetProperty("kind").GetString() != "workflow-event");
        Assert.That(waiting, Is.Positive);

        var paused = await RunAsync("outbox", "send");
        Assert.That((paused.Exit, Directory.Exists(pickup)), Is.EqualTo((1, false)));
        Assert.That(paused.Output, Does.Contain("PAUSED: letters wait").And.Contain("Wrong letters"));

        await RunAsync("pause", "off", "--reason", "Put right");
        var sent = await RunAsync("outbox", "send");
        Assert.That(sent.Exit, Is.Zero, sent.Output);
        Assert.That(Directory.GetFiles(pickup), Has.Length.EqualTo(waiting));
    }

    [TestCase("pause", "on")]
    [TestCase("pause", "on", "--reason", "  ")]
    [TestCase("pause", "off")]
    [TestCase("pause", "on", "--reason", "Mine", "--as", "assurer")]
    [TestCase("pause", "on", "--reason", "Mine", "--as", "centre")]
    [TestCase("pause", "on", "--reason", "Mine", "--as", "nobody")]
    public async Task Without_a_reason_or_the_right_to_it_nothing_is_paused(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.That((run.Exit, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Is.Not.Empty.And.Not.Contain("should not have happened"));
        Assert.That((await RunAsync("pause", "show")).Exit, Is.Zero);
    }

    [TestCase("0", 0)]
    [TestCase("365", 0)]
    [TestCase("366", 2)]
    [TestCase("-1", 2)]
    public async Task Days_of_warning_that_cannot_be_are_refused_by_the_name_of_their_setting(string days, int exit)
    {
        var run = await RunAsync([("Centres:LapseWarnDays:0", days)], "sweep", "lapse", "--rehearse");
        Assert.That(run.Exit, Is.EqualTo(exit), run.Output + run.Error);
        Assert.That(run.Error.Contains("Centres:LapseWarnDays", StringComparison.Ordinal), Is.EqualTo(exit == 2));
    }

    [TestCase("89", 2)]
    [TestCase("90", 0)]
    [TestCase("0", 0)]
    public async Task Sent_letters_are_kept_at_least_as_long_as_a_warning_goes_before(string days, int exit)
    {
        var run = await RunAsync([("Retention:SentMessagesDays", days)], "sweep", "lapse", "--rehearse");
        Assert.That(run.Exit, Is.EqualTo(exit), run.Output + run.Error);
        Assert.That(run.Error.Contains("warned of the same lapse twice", StringComparison.Ordinal), Is.EqualTo(exit == 2));
    }

    [Test]
    public async Task The_nightly_sweep_is_left_out_and_the_log_says_so()
    {
        await using var server = await TestServer.StartAsync();
        await server.LoadSampleAsync();
        await server.Get<PauseSwitch>().TurnAsync(true, "The clock is wrong", new Actor("operator"), default);
        await RunJobAsync(server);
        Assert.That(server.Log.All, Has.Some.StartsWith("Warning: Sweeps are paused by operator since").And.None.Contain("Lapse sweep as of"));

        await server.Get<PauseSwitch>().TurnAsync(false, "Put right", new Actor("operator"), default);
        await RunJobAsync(server);
        Assert.That(server.Log.All, Has.Some.Match("Lapse sweep as of .* examined, .* warned|held and changed nothing"));
    }

    private static async Task RunJobAsync(TestServer server)
    {
        using var log = LoggerFactory.Create(logging => logging.AddProvider(server.Log));
        await new LapseJob(server.Get<LapseSweep>(), log.CreateLogger<LapseJob>()).Execute(null!);
    }

    private Task<Run> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private async Task<Run> RunAsync((string Key, string Value)[] settings, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var all = _folder.Settings;
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var exit = await CommandLine.RunAsync(arguments, output, error, all);
        return new Run(exit, output.ToString(), error.ToString());
    }

    private sealed record Run(int Exit, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
