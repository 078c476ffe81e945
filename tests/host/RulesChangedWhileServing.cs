using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>A rule file edited on disk, while the host serves.</summary>
[TestFixture]
public sealed class RulesChangedWhileServing
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private TestServer _server = null!;

    [SetUp]
    public async Task Start() => _server = await TestServer.StartAsync();

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_fourth_sitting_at_Level_3_is_accepted_within_two_seconds_of_the_edit_that_allows_it()
    {
        Assert.That(Decide(FourthSitting).Refusals.Single().Clauses, Does.Contain("R17"));

        AllowAtLevel3("4");

        Assert.That(await Eventually.Is(() => Decide(FourthSitting).Outcome == Outcome.Accepted, Promised), Is.True);
    }

    [Test]
    public async Task The_cases_that_no_longer_hold_are_a_warning_on_the_version_and_in_the_log()
    {
        AllowAtLevel3("4");
        Assert.That(await Eventually.Is(() => Decide(FourthSitting).Outcome == Outcome.Accepted, Promised), Is.True);

        await using var database = await _server.DatabaseAsync();
        var current = await database.Set<RuleSetVersionRow>().SingleAsync(v => v.Name == "resit" && v.IsCurrent);
        Assert.That(current.Warnings, Is.Not.Null.And.Not.Empty);
        Assert.That(current.Origin, Is.EqualTo("file"));
        Assert.That(_server.Log.All, Has.Some.StartsWith("Warning").And.Some.Contain("no longer holds"));
    }

    [Test]
    public async Task A_misspelt_member_is_refused_with_line_and_column_and_the_last_good_version_goes_on_deciding()
    {
        var before = _server.Get<RuleSetLibrary>().Current("entries-2016").Hash;
        var broken = File.ReadAllText(Resit).Replace("entry.Qualification.Level ", "entry.Qualification.Levl ", StringComparison.Ordinal);
        var line = Array.FindIndex(broken.Split('\n'), l => l.Contains("Levl", StringComparison.Ordinal)) + 1;

        File.WriteAllText(Resit, broken);

        Assert.That(await Eventually.Is(() => _server.Log.All.Any(l => l.Contains("was refused", StringComparison.Ordinal)), Promised), Is.True);
        Assert.That(_server.Log.All, Has.Some.StartsWith("Error").And.Some.Contain($"rules.json({line},").And.Some.Contain("Levl"));
        Assert.That(_server.Get<RuleSetLibrary>().Current("entries-2016").Hash, Is.EqualTo(before));
        Assert.That(Decide(FourthSitting).Outcome, Is.EqualTo(Outcome.Refused));
    }

    [Test]
    public async Task A_broken_edit_that_is_mended_is_live_again_within_two_seconds()
    {
        var good = File.ReadAllText(Resit);
        File.WriteAllText(Resit, good[..(good.Length / 2)]);
        Assert.That(await Eventually.Is(() => _server.Log.All.Any(l => l.Contains("was refused", StringComparison.Ordinal)), Promised), Is.True);

        File.WriteAllText(Resit, good);
        AllowAtLevel3("4");

        Assert.That(await Eventually.Is(() => Decide(FourthSitting).Outcome == Outcome.Accepted, Promised), Is.True);
    }

    [Test]
    public async Task The_API_lists_the_new_version_beside_the_one_before()
    {
        using var auditor = await _server.ClientAsync(RoleNames.Auditor);
        AllowAtLevel3("4");
        Assert.That(await Eventually.Is(() => Decide(FourthSitting).Outcome == Outcome.Accepted, Promised), Is.True);

        var versions = (await auditor.GetFromJsonAsync<JsonElement>("/api/v1/rule-sets/resit/versions")).EnumerateArray().ToList();
        Assert.That(versions.Select(v => v.GetProperty("isCurrent").GetBoolean()), Is.EqualTo(new[] { true, false }));
        Assert.That(versions[0].GetProperty("hasFailingCases").GetBoolean(), Is.True);
    }

    private string Resit => Path.Combine(_server.Folder.RuleSets, "resit", "rules.json");

    private void AllowAtLevel3(string sittings)
    {
        var file = JsonNode.Parse(File.ReadAllText(Resit))!;
        var parameter = file[0]!["GlobalParams"]!.AsArray().Single(p => p!["Name"]!.GetValue<string>() == "level3Sittings")!;
        parameter["Expression"] = sittings;
        File.WriteAllText(Resit, file.ToJsonString());
    }

    private Verdict Decide(EntryFacts facts) => _server.Get<RuleSetLibrary>().Current("entries-2016").Decide(facts, facts.DecisionDate);

    /// <summary>A test entry in order but for one thing: three sittings are used already. Level 3 allows three (R13, R17).</summary>
    private static EntryFacts FourthSitting => new()
    {
        DecisionDate = new DateOnly(2026, 11, 20),
        EntryType = "Test",
        Qualification = new QualificationFacts { Code = "05838", Title = "IT", Suite = "IT", SuiteYear = 2016, Level = 3 },
        Unit = new UnitFacts { Code = "01", Title = "Fundamentals", Examined = true, Mandatory = true, InQualification = true },
        Centre = new CentreFacts { Number = "90001", Status = "Approved", Approved = true },
        Candidate = new CandidateFacts { Reference = "1", Named = true, BirthDateGiven = true, Uci = "Valid", Uln = "Valid" },
        Held = new HeldFacts { QualificationEntry = true, UnitEntries = 0, ReEntry = false, AwaitingAward = 0, Unclassified = false },
        Attempts = new AttemptFacts { Used = 3, Absences = 0, Failed = 3, InThisSeries = false },
        Series = new SeriesFacts { Code = "1a27", Known = true, EntryDeadline = new DateOnly(2026, 12, 31) },
    };
}

/// <summary>A rule file edited on disk where somebody has to publish it.</summary>
[TestFixture]
public sealed class RulesThatWaitForAPublisher
{
    [Test]
    public async Task Under_propose_a_changed_file_becomes_a_proposal_that_waits_and_a_restart_does_not_make_it_live()
    {
        await using var server = await TestServer.StartAsync(settings: ("RuleSets:FileChanges", "propose"));
        var before = server.Get<RuleSetLibrary>().Current("resit").Hash;
        var file = Path.Combine(server.Folder.RuleSets, "resit", "rules.json");

        File.WriteAllText(file, File.ReadAllText(file) + "\n");

        Assert.That(await Eventually.Is(() => server.Log.All.Any(l => l.Contains("waits as proposal", StringComparison.Ordinal)), TimeSpan.FromSeconds(2)), Is.True);
        Assert.That(server.Get<RuleSetLibrary>().Current("resit").Hash, Is.EqualTo(before));
        await using var database = await server.DatabaseAsync();
        var draft = await database.Set<ProposalRow>().SingleAsync();
        Assert.That((draft.RuleSet, draft.State, draft.ProposedBy), Is.EqualTo(("resit", ProposalState.Draft, "files")));

        var again = await server.Get<ShippedContent>().BringUpAsync(new Actor("host"), default);
        Assert.That(again.Select(p => p.Status).Distinct(), Is.EqualTo(new[] { PublishStatus.Unchanged }));
        Assert.That(server.Get<RuleSetLibrary>().Current("resit").Hash, Is.EqualTo(before));
        Assert.That(await database.Set<ProposalRow>().CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Under_propose_a_faulty_file_is_refused_and_becomes_no_proposal()
    {
        await using var server = await TestServer.StartAsync(settings: ("RuleSets:FileChanges", "propose"));
        var file = Path.Combine(server.Folder.RuleSets, "resit", "rules.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("entry.Qualification.Level ", "entry.Qualification.Levl ", StringComparison.Ordinal));

        Assert.That(await Eventually.Is(() => server.Log.All.Any(l => l.Contains("was refused", StringComparison.Ordinal)), TimeSpan.FromSeconds(2)), Is.True);
        await using var database = await server.DatabaseAsync();
        Assert.That(await database.Set<ProposalRow>().AnyAsync(), Is.False);
        Assert.That((await database.Set<RefusedChangeRow>().SingleAsync(r => r.IsOpen)).Name, Is.EqualTo("resit"));
    }
}
