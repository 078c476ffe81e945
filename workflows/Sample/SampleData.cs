using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Sample;

/// <summary>Makes sample data that belongs to nobody, marked as such in every row, and removes it again to the last row.</summary>
public sealed class SampleData(
    IDbContextFactory<OcrDbContext> databases,
    ReferenceLibrary references,
    ApprovalService approvals,
    ClaimService claims,
    Inbox inbox,
    IIdSource ids,
    TimeProvider time)
{
    private const int ClaimedAtOnce = 3;
    private const int ClaimsMade = 12;

    /// <param name="entriesFile">Where the entries file is written, UTF-8; overwritten when it is there.</param>
    /// <param name="progress">Told in words what is being made.</param>
    public async Task<SampleSummary> GenerateAsync(SampleOptions options, string entriesFile, IProgress<string>? progress, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var reference = references.Current;
        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            if (await database.Set<Centre>().AnyAsync(c => c.IsSample, stop))
            {
                return new SampleSummary(true, 0, 0, 0, 0, 0, new Dictionary<string, int>());
            }
        }

        var world = new SampleWorld(options, reference, today, ids);
        var lines = new SampleLines(world, reference, today);
        var made = lines.Make(options.Lines, options.Mistakes);
        await WriteFileAsync(entriesFile, made, stop);
        progress?.Report($"{made.Count:N0} entry lines written to {entriesFile}");
        await StoreAsync(world, today, progress, actor, stop);
        var claimed = await ClaimAsync(world, today, actor, stop);
        progress?.Report($"{claimed} claims submitted");
        progress?.Report($"{await SampleProcesses.StartAsync(inbox, world, today, actor, stop)} other processes started");
        return new SampleSummary(false, world.Centres.Count, world.Centres.Sum(c => c.Approvals.Count), world.Centres.Sum(c => c.Candidates.Count), claimed, made.Count, lines.Mistakes);
    }

    /// <summary>Removes every row of sample data and of the workflows, decisions and notices that came of it. Safe to repeat.</summary>
    public Task<SampleRemoved> RemoveAsync(CancellationToken stop) => SampleRemoval.RunAsync(databases, stop);

    private static async Task WriteFileAsync(string path, List<SampleLine> lines, CancellationToken stop)
    {
        await using var csv = new CsvWriter(new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), CultureInfo.InvariantCulture);
        foreach (var row in lines.Select(l => l.Fields).Prepend([.. EntryColumns.All]))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var field in row)
            {
                csv.WriteField(field);
            }

            await csv.NextRecordAsync();
        }
    }

    /// <summary>One transaction: sample data is there as a whole or not at all.</summary>
    private async Task StoreAsync(SampleWorld world, DateOnly today, IProgress<string>? progress, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        database.AddRange(world.Centres.Select(c => c.Row));
        await database.SaveChangesAsync(stop);
        foreach (var chunk in world.Centres.SelectMany(c => c.Candidates).Chunk(1000))
        {
            database.AddRange(chunk.Select(c => c.Row));
            database.AddRange(chunk.SelectMany(c => History(c, today)));
            await database.SaveChangesAsync(stop);
            database.ChangeTracker.Clear();
        }

        progress?.Report($"{world.Centres.Count} centres and {world.Centres.Sum(c => c.Candidates.Count):N0} candidates made");
        foreach (var centre in world.Centres)
        {
            foreach (var approval in centre.Approvals)
            {
                await GrantAsync(database, centre, approval, actor, stop);
            }
        }

        await transaction.CommitAsync(stop);
        progress?.Report($"{world.Centres.Sum(c => c.Approvals.Count)} approvals granted, each with its workflow");
    }

    private async Task GrantAsync(OcrDbContext database, SampleCentre centre, SampleApproval approval, Actor actor, CancellationToken stop)
    {
        var granted = await approvals.GrantWithinAsync(database, new Grant(centre.Row.Number, approval.Scope, approval.Covers, approval.GrantedOn), actor, stop);
        database.ChangeTracker.Clear();
        if (approval.LastActivityOn is not { } active)
        {
            return;
        }

        await database.Set<Approval>().Where(a => a.Reference == granted.Reference).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.LastActivityOn, active)
            .SetProperty(a => a.InactiveSince, active > approval.GrantedOn ? active : approval.GrantedOn)
            .SetProperty(a => a.FirstEntryOn, approval.GrantedOn), stop);
        await inbox.DeliverWithinAsync(database, granted.Instance!.Value, new EventArrived("FirstEntry", new Dictionary<string, object?>()), RequestIds.For($"FirstEntry:{granted.Reference}"), actor, stop);
        database.ChangeTracker.Clear();
    }

    private IEnumerable<object> History(SampleCandidate candidate, DateOnly today)
    {
        if (candidate.Earlier is not { } qualification)
        {
            yield break;
        }

        var entered = today.AddYears(-1);
        var entry = Entry(candidate, EntryType.Qualification, qualification.Code, "", "", entered);
        entry.Result = candidate.Unclassified ? "unclassified" : null;
        yield return entry;
        var year = (today.Year - 1) % 100;
        var series = new[] { $"1a{year - 1:00}", $"6b{year - 1:00}", $"1a{year:00}", $"6b{year:00}" };
        for (var i = 0; i < candidate.Sittings.Count; i++)
        {
            var test = Entry(candidate, EntryType.Test, qualification.Code, candidate.SatUnit!.Code, series[i], entered);
            test.UnderEntryId = entry.Id;
            yield return test;
            yield return new Sitting
            {
                EntryId = test.Id,
                CentreNumber = test.CentreNumber,
                CandidateId = test.CandidateId,
                QualificationCode = test.QualificationCode,
                UnitCode = test.UnitCode,
                Series = test.Series,
                UnderEntryId = entry.Id,
                Status = candidate.Sittings[i],
                IsSample = true,
            };
        }
    }

    private Entry Entry(SampleCandidate candidate, EntryType type, string qualification, string unit, string series, DateOnly on, int attempt = 1) => new()
    {
        Id = ids.Next(),
        CentreNumber = candidate.Row.CentreNumber,
        CandidateId = candidate.Row.Id,
        EntryType = type,
        QualificationCode = qualification,
        UnitCode = unit,
        Series = series,
        Attempt = attempt,
        Status = EntryStatus.Accepted,
        LineKey = Register.Entry.KeyOf(candidate.Row.CentreNumber, candidate.Row.CandidateNumber, qualification, unit, series, attempt, type),
        EnteredOn = on,
        IsSample = true,
    };

    /// <summary>Claims at centres with a verified approval: a third waits for the visit, a third was just visited, a third was visited a fortnight ago and is overdue.</summary>
    private async Task<int> ClaimAsync(SampleWorld world, DateOnly today, Actor actor, CancellationToken stop)
    {
        var made = 0;
        var verified = world.Centres
            .Where(c => c.Row.Status == CentreStatus.Approved && c.Candidates.Count > 1)
            .SelectMany(c => c.Approvals.Select(a => (Centre: c, Approval: a)))
            .Where(p => references.Current.Qualifications.TryGetValue(p.Approval.Covers, out var q) && q.Line == "Verified");
        foreach (var (centre, approval) in verified.Take(ClaimsMade))
        {
            await EnterAsync(centre, approval.Covers, today.AddMonths(-6), stop);
            var awards = centre.Candidates.Take(ClaimedAtOnce).Select(c => new ClaimedAward(c.Row.Id, "", "Pass")).ToList();
            var submitted = await claims.SubmitAsync(new ClaimSubmission(centre.Row.Number, approval.Covers, awards, $"SAMPLE-{made + 1:0000}"), actor, stop);
            if (submitted.Status is ClaimSubmitStatus.Refused or ClaimSubmitStatus.Undecided)
            {
                throw new InvalidOperationException($"A sample claim was refused: {submitted.Problem}");
            }

            if (made % 3 > 0)
            {
                await claims.RecordVisitAsync(centre.Row.Number, approval.Covers, today.AddDays(made % 3 == 1 ? -1 : -14), actor, stop);
            }

            made++;
        }

        return made;
    }

    /// <summary>A claim is for those who are entered (R87). The entries count as attempt 0, so that no line of the entries file says the same.</summary>
    private async Task EnterAsync(SampleCentre centre, string qualification, DateOnly on, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.AddRange(centre.Candidates.Take(ClaimedAtOnce).Select(c => Entry(c, EntryType.Qualification, qualification, "", "", on, attempt: 0)));
        await database.SaveChangesAsync(stop);
    }
}
