using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class EntryImportTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";
    private const string Qualification = Person + ",Qualification,05838,,,";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_a_centre_that_is_approved_for_IT()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_file_of_the_sectors_common_formats_is_refused_with_the_reason_and_stores_nothing()
    {
        var path = _host.PathOf("E6819901.X01");
        await File.WriteAllTextAsync(path, "E1681990112026 6B\r\n");
        var result = await _host.Get<EntryImport>().ImportAsync(path, new ImportOptions(), null, CentresHost.Staff, default);

        var problem = result.FileProblems.Single();
        Assert.That((problem.Code, result.Lines), Is.EqualTo(("IMP034", 0)));
        Assert.That(problem.Message, Does.Contain("entries of centre 68199 for awarding body 01").And.Contain("not published"));
        Assert.That(problem.Remedy, Does.Contain("docs/entries-csv.md"));
        Assert.That(await _host.AllAsync<Entry>(), Is.Empty);
        Assert.That((await _host.AllAsync<ImportRun>()).Single().RefusedBecause, Does.StartWith("IMP034"));
    }

    [Test]
    public async Task A_file_in_our_own_layout_is_read_whatever_it_is_called() =>
        Assert.That((await _host.ImportFileAsync("E6819901.X01", Qualification)).Accepted, Is.EqualTo(1));

    [Test]
    public async Task An_entry_is_stored_with_its_decision_and_its_charge()
    {
        var result = await _host.ImportAsync(Qualification);

        Assert.That((result.Accepted, result.Refused, result.Bad, result.Lines), Is.EqualTo((1, 0, 0, 1)), Say(result));
        var entry = (await _host.AllAsync<Entry>()).Single();
        var decision = (await _host.AllAsync<DecisionRow>()).Single();
        var charge = (await _host.AllAsync<Charge>()).Single();
        Assert.That((entry.Status, entry.DecisionId, entry.EnteredOn), Is.EqualTo((EntryStatus.Accepted, (Guid?)decision.Id, new DateOnly(2026, 11, 22))));
        Assert.That((charge.FeeCode, charge.AmountPence, charge.EntryId), Is.EqualTo(("qualification-entry", 4500L, entry.Id)));
        Assert.That(result.Charges.Single(), Is.EqualTo(new FeeCount("qualification-entry", 1, 4500)));
        Assert.That(decision.Subject, Is.EqualTo($"entry:{entry.Id:D}"));
        Assert.That(decision.Used, Does.Contain("\"entries-2016\"").And.Contain("\"resit\"").And.Contain("\"fees/2026-27.json\"").And.Contain("\"qualifications/it-2016.json\""));
        Assert.That(decision.Facts + decision.Findings, Does.Not.Contain("Bredabeck").And.Not.Contain("681990012058G").And.Not.Contain("9276308686").And.Not.Contain("2009-05-31"));
    }

    [Test]
    public async Task Lines_see_the_lines_before_them_in_the_same_file()
    {
        var result = await _host.ImportAsync(
            Person + ",Test,05838,U1,6b27,",
            Qualification,
            Person + ",Test,05838,U2,6b27,");

        Assert.That((result.Accepted, result.Refused), Is.EqualTo((2, 1)), Say(result));
        Assert.That(result.RefusedByRule.Single(), Has.Property("Rule").EqualTo("QualificationEntryBeforeTest").And.Property("Clauses").Contains("R12"));
        Assert.That((await _host.AllAsync<Sitting>()).Single(), Has.Property("UnitCode").EqualTo("U2").And.Property("Status").EqualTo(SittingStatus.Booked));
    }

    [Test]
    public async Task A_centre_without_approval_for_the_suite_is_refused_and_may_send_the_line_again_when_it_has_it()
    {
        const string Line = Person + ",Qualification,05836,,,";
        var refused = await _host.ImportAsync(Line);
        Assert.That((refused.Refused, refused.RefusedByRule[0].Rule), Is.EqualTo((1, "SuiteApproved")), Say(refused));

        await _host.GrantAsync("Business");
        var accepted = await _host.ImportAsync(Line, "");

        Assert.That(accepted.Accepted, Is.EqualTo(1), Say(accepted));
        Assert.That((await _host.AllAsync<Entry>()).Single().Status, Is.EqualTo(EntryStatus.Accepted));
        Assert.That(await _host.AllAsync<DecisionRow>(), Has.Count.EqualTo(2), "the refusal stays on record");
    }

    [Test]
    public async Task Both_kinds_of_entry_in_the_2012_suite_are_refused()
    {
        await _host.GrantAsync("05347", ApprovalScope.Qualification);

        var result = await _host.ImportAsync(Person + ",Qualification,05347,,,", Person + ",Unit,05347,U2,,");

        Assert.That((result.Accepted, result.Refused), Is.EqualTo((1, 1)), Say(result));
        Assert.That(result.RefusedByRule.Single().Clauses, Does.Contain("R7"));
    }

    [TestCase("05838", "U1", 2, true)]
    [TestCase("05838", "U1", 3, false)]
    [TestCase("99201", "L2U1", 1, true)]
    [TestCase("99201", "L2U1", 2, false)]
    public async Task The_third_sitting_at_Level_3_and_the_second_at_Level_2_are_the_last(string qualification, string unit, int failed, bool accepted)
    {
        await _host.ImportAsync($"{Person},Qualification,{qualification},,,");
        await SatAsync(qualification, unit, failed, SittingStatus.Failed);

        var result = await _host.ImportAsync($"{Person},Test,{qualification},{unit},6b27,");

        Assert.That(result.Accepted == 1, Is.EqualTo(accepted), Say(result));
        Assert.That(result.Charges.Select(c => c.FeeCode), accepted ? Is.EqualTo(new[] { "test-resit" }) : Is.Empty);
    }

    [Test]
    public async Task An_absence_uses_no_attempt_and_the_new_entry_is_charged()
    {
        await _host.ImportAsync(Qualification);
        await SatAsync("05838", "U1", 1, SittingStatus.Absent);

        var result = await _host.ImportAsync(Person + ",Test,05838,U1,6b27,");

        Assert.That((result.Accepted, result.Charges.Single().FeeCode), Is.EqualTo((1, "test-after-absence")), Say(result));
    }

    [Test]
    public async Task The_same_file_again_changes_nothing_refused_lines_included()
    {
        string[] lines = [Qualification, Person + ",Test,05838,U1,6b27,", Person + ",Qualification,05836,,,", "68199,2058,x,,B,C,2009-05-31,Qualification,05839,,,"];
        var first = await _host.ImportFileAsync("one.csv", lines);
        var again = await _host.ImportFileAsync("one.csv", lines);

        Assert.That((first.Accepted, first.Refused, first.Bad, first.Already), Is.EqualTo((2, 1, 1, 0)), Say(first));
        Assert.That((again.Accepted, again.Refused, again.Bad, again.Already), Is.EqualTo((0, 0, 1, 3)), Say(again));
        Assert.That(await _host.AllAsync<Entry>(), Has.Count.EqualTo(3));
        Assert.That(await _host.AllAsync<DecisionRow>(), Has.Count.EqualTo(3));
        Assert.That(await _host.AllAsync<Charge>(), Has.Count.EqualTo(1));
        Assert.That(await _host.AllAsync<Candidate>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_import_that_is_stopped_says_how_far_it_came_and_the_same_file_again_brings_in_the_rest()
    {
        var lines = Enumerable.Range(1, 1500).Select(i => $"68199,{i:0000},,,B,C,2009-05-31,Qualification,05838,,,").ToArray();
        var path = _host.PathOf("stopped.csv");
        await File.WriteAllLinesAsync(path, lines.Prepend("centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt"));
        var id = Guid.CreateVersion7(_host.Clock.GetUtcNow());
        using var stopping = new CancellationTokenSource();
        var afterTheFirstBatch = new Told(_ => stopping.Cancel());
        Assert.That(() => Import(new ImportOptions { ImportId = id }, afterTheFirstBatch, stopping.Token), Throws.InstanceOf<OperationCanceledException>());

        var run = (await _host.AllAsync<ImportRun>()).Single();
        Assert.That((run.Id, run.FinishedAt, run.Lines, run.Accepted), Is.EqualTo((id, (DateTimeOffset?)null, 1000, 1000)));
        Assert.That((run.Bytes, run.BytesRead), Is.EqualTo((new FileInfo(path).Length, afterTheFirstBatch.Last!.BytesDone)));
        Assert.That(run.BytesRead, Is.GreaterThan(0).And.LessThan(run.Bytes));
        Assert.That(await _host.AllAsync<Entry>(), Has.Count.EqualTo(1000));

        Assert.That(() => Import(new ImportOptions { ImportId = id }, null, default), Throws.TypeOf<ImportKnownException>());
        var again = await Import(new ImportOptions(), null, default);
        Assert.That((again.Accepted, again.Already), Is.EqualTo((500, 1000)), Say(again));
        Assert.That((await _host.AllAsync<ImportRun>()).Single(r => r.Id != id), Has.Property("BytesRead").EqualTo(run.Bytes).And.Property("Lines").EqualTo(1500));

        Task<ImportResult> Import(ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken stop) =>
            _host.Get<EntryImport>().ImportAsync(path, options, progress, CentresHost.Staff, stop);
    }

    [Test]
    public async Task A_line_that_says_the_same_as_another_names_it_in_the_same_batch_and_across_batches()
    {
        var filler = Enumerable.Range(1, 1500).Select(i => $"68199,{i:0000},,,B,C,2009-05-31,Qualification,05838,,,").ToArray();
        var result = await _host.ImportAsync([.. filler, filler[0], filler[1400]]);

        Assert.That(result.Bad, Is.EqualTo(2), Say(result));
        Assert.That(result.Problems.Select(p => (p.Code, p.Line, p.Message)), Is.EqualTo(new[]
        {
            ("IMP024", 1502, "The line says the same as line 2."),
            ("IMP024", 1503, "The line says the same as line 1402."),
        }));
        Assert.That(await _host.AllAsync<Entry>(), Has.Count.EqualTo(1500));
    }

    [Test]
    public async Task An_unknown_centre_and_somebody_elses_candidate_number_are_bad_lines()
    {
        var result = await _host.ImportAsync(
            Qualification,
            "12345,0001,,,B,C,2009-05-31,Qualification,05838,,,",
            "68199,2058,123450240001G,,B,C,2009-05-31,Qualification,05839,,,");

        Assert.That(result.Problems.Select(p => (p.Line, p.Code, p.Field)), Is.EqualTo(new[] { (3, "IMP023", "centre_number"), (4, "IMP025", "candidate_number") }));
        Assert.That(result.Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task A_uci_is_one_candidates_in_the_same_file_and_in_a_later_one()
    {
        var result = await _host.ImportAsync(
            "68199,2058,681990012058G,,B,C,2009-05-31,Qualification,05838,,,",
            "68199,2059,681990012058G,,D,E,2009-06-30,Qualification,05838,,,");
        var later = await _host.ImportAsync("68199,2060,681990012058G,,F,G,2009-07-31,Qualification,05838,,,");

        Assert.That(result.Problems.Select(p => (p.Line, p.Code)), Is.EqualTo(new[] { (3, "IMP032") }));
        Assert.That(later.Problems.Select(p => (p.Line, p.Code)), Is.EqualTo(new[] { (2, "IMP032") }));
        Assert.That((await _host.AllAsync<Candidate>()).Count(c => c.Uci == "681990012058G"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_first_accepted_entry_allocates_an_assurer_and_plans_a_visit_once()
    {
        await _host.ImportAsync(Person + ",Qualification,05999,,,");
        Assert.That((await _host.AllAsync<Approval>()).Single().Assurer, Is.Null);

        await _host.ImportAsync(Qualification);
        await _host.ImportAsync(Person + ",Qualification,05839,,,");

        var approval = (await _host.AllAsync<Approval>()).Single();
        Assert.That((approval.Assurer, approval.FirstEntryOn, approval.LastActivityOn), Is.EqualTo(("assurer-one", (DateOnly?)new DateOnly(2026, 11, 22), (DateOnly?)new DateOnly(2026, 11, 22))));
        Assert.That(await _host.AllAsync<QaVisit>(), Has.Count.EqualTo(1));
        Assert.That((await _host.AllAsync<OutboxRow>()).Select(o => o.Kind), Is.EquivalentTo(new[] { "assurer-allocated", "visit-planned" }));

        await _host.PassToAsync("2027-05-23 09:00");
        await _host.PassToAsync("2027-05-24 23:00");
        Assert.That((await _host.AllAsync<QaVisit>()).Select(v => v.PlannedFrom), Is.Unique.And.Exactly(2).Items, "half a year later the second visit is planned (R97)");
    }

    [Test]
    public async Task Without_a_known_assurer_the_workflow_has_an_incident_that_says_what_to_do_and_the_entry_stands()
    {
        await using var host = await CentresHost.BeginAsync("2026-11-22 10:00", options => options.Assurers.Clear());
        await host.AddCentreAsync();
        await host.GrantAsync();

        var result = await host.ImportAsync(Qualification);

        Assert.That(result.Accepted, Is.EqualTo(1), Say(result));
        Assert.That((await host.AllAsync<IncidentRow>()).Single().Message, Does.StartWith("EFF004").And.Contain("Centres:Assurers"));
    }

    [Test]
    public async Task The_report_has_every_line_and_no_personal_data()
    {
        var result = await _host.ImportFileAsync("two.csv", Qualification, Person + ",Qualification,05836,,,", "68199,2058,681990012058D,,B,C,2009-05-31,Qualification,05839,,,");

        var report = await File.ReadAllLinesAsync(result.ReportPath!);
        Assert.That(result.ReportPath, Is.EqualTo(_host.PathOf("two.csv.report.csv")));
        Assert.That(report[1], Does.StartWith("2,accepted,QualificationEntryFee,").And.Contain("qualification-entry 45.00"));
        Assert.That(report.Single(l => l.StartsWith("3,refused,SuiteApproved,R9", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(report[^1], Does.StartWith("4,bad line,IMP017,").And.Contain("############x"));
        Assert.That(string.Join('\n', report), Does.Not.Contain("Bredabeck").And.Not.Contain("681990012058"));
    }

    [Test]
    public async Task A_file_with_a_wrong_header_changes_nothing_and_says_why()
    {
        var path = _host.PathOf("three.csv");
        await File.WriteAllTextAsync(path, "center_number,candidate_number,surname,forenames,date_of_birth,entry_type,qualification_code\n" + "68199,2058,B,C,2009-05-31,Qualification,05838\n");

        var result = await _host.Get<EntryImport>().ImportAsync(path, new ImportOptions(), null, CentresHost.Staff, default);

        Assert.That(result.FileProblems.Select(p => p.Code), Is.EqualTo(new[] { "IMP002", "IMP003" }));
        Assert.That(result.FileProblems[0].Remedy, Is.EqualTo("Did you mean \"centre_number\"?"));
        Assert.That(result.Clean, Is.False);
        Assert.That(await _host.AllAsync<Entry>(), Is.Empty);
        Assert.That((await _host.AllAsync<ImportRun>()).Single().RefusedBecause, Does.Contain("IMP002"));
    }

    private Task SatAsync(string qualification, string unit, int times, SittingStatus status) => _host.ChangeAsync(database =>
    {
        var under = database.Set<Entry>().Single(e => e.QualificationCode == qualification && e.EntryType == EntryType.Qualification);
        for (var i = 0; i < times; i++)
        {
            database.Add(new Sitting
            {
                EntryId = Guid.CreateVersion7(_host.Clock.GetUtcNow()),
                CentreNumber = under.CentreNumber,
                CandidateId = under.CandidateId,
                QualificationCode = qualification,
                UnitCode = unit,
                Series = $"6b2{i + 3}",
                UnderEntryId = under.Id,
                Status = status,
            });
        }
    });

    private static string Say(ImportResult result) =>
        string.Join('\n', result.Problems.Select(p => $"{p.Line} {p.Code} {p.Field}: {p.Message}").Concat(result.RefusedByRule.Select(r => $"{r.Rule} {r.Count}")));

    /// <summary>Told at once, on the thread that tells.</summary>
    private sealed class Told(Action<ImportProgress> does) : IProgress<ImportProgress>
    {
        public ImportProgress? Last { get; private set; }

        public void Report(ImportProgress value)
        {
            Last = value;
            does(value);
        }
    }
}
