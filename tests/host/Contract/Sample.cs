using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>A host with sample data whose loops stand still, so that nothing moves but what the table asks for; and the words of the table.</summary>
internal sealed partial class Sample : IAsyncDisposable
{
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    private Sample(TestServer server) => Server = server;

    public TestServer Server { get; }

    public HttpClient Nobody { get; private set; } = null!;

    /// <summary>Somebody whose password was made by somebody else.</summary>
    public HttpClient MustChangePassword { get; private set; } = null!;

    /// <summary>With a token that reads and does nothing else.</summary>
    public HttpClient Program { get; private set; } = null!;

    public static async Task<Sample> StartAsync()
    {
        var server = await TestServer.StartAsync(settings: [("RuleSets:FileChanges", "propose"), ("Operations:ConfirmAbove", "1"), ("Limits:UploadMegabytes", "1"), ("Schedules:PollSeconds", "3600")]);
        var sample = new Sample(server) { Nobody = server.Stranger() };
        await server.LoadSampleAsync();
        await sample.FindAsync();
        foreach (var role in RoleNames.All)
        {
            sample._clients[role] = await server.ClientAsync(role, role == RoleNames.Centre ? sample._words["centre"] : null);
        }

        sample._words["assurer"] = await server.UserAsync(RoleNames.Assurer);
        var (second, password) = await sample.PersonAsync(RoleNames.Assurer, mustChange: false);
        (sample._clients[Call.SecondAssurer], sample._words["secret"]) = (second, JsonSerializer.Serialize(password));
        sample.MustChangePassword = (await sample.PersonAsync(RoleNames.Staff, mustChange: true)).Client;
        sample.Program = server.Stranger();
        var token = await (await sample.As(RoleNames.Staff).PostAsJsonAsync("/api/v1/account/tokens", new { name = "contract", scopes = new[] { "read" } })).Content.ReadFromJsonAsync<JsonElement>();
        sample.Program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("secret").GetString());
        await using var database = await server.DatabaseAsync();
        sample._words["administrator"] = (await database.Set<User>().FirstAsync(u => u.UserName!.StartsWith("administrator-"))).Id.ToString();
        return sample;
    }

    public HttpClient As(string role) => _clients[role];

    public void Keep(string word, string value) => _words[word] = value;

    /// <summary>A text with what its words stand for.</summary>
    public string Said(string text) => Word().Replace(text, word => _words.TryGetValue(word.Groups[1].Value, out var value) ? value : throw new AssertionException($"{word.Value} stands for nothing (yet): {text}"));

    /// <summary>Replays what was proposed, as a host's loop would.</summary>
    public static async Task ReplayAsync(Sample sample)
    {
        while (await sample.Server.Get<ProposalReplays>().RunAsync(null, null, default) is not null)
        {
        }
    }

    /// <summary>A proposal whose text was whole when it was proposed, and does not fit what decides any more.</summary>
    public static Func<Sample, Task> Break(string proposal) => async sample =>
    {
        await using var database = await sample.Server.DatabaseAsync();
        var id = Guid.Parse(sample.Said(proposal));
        await database.Set<ProposalRow>().Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(r => r.Rules, "[{"));
    };

    /// <summary>An earlier version that what decides now cannot be replaced by any more.</summary>
    public static Func<Sample, Task> BreakVersion(string name) => async sample =>
    {
        await using var database = await sample.Server.DatabaseAsync();
        var id = Guid.Parse(sample.Said($"$shipped{name}"));
        await database.Set<RuleSetVersionRow>().Where(v => v.Id == id).ExecuteUpdateAsync(v => v.SetProperty(r => r.Rules, "[{"));
        await database.Set<DefinitionVersionRow>().Where(v => v.Id == id).ExecuteUpdateAsync(v => v.SetProperty(r => r.Content, "{"));
    };

    /// <summary>An earlier version that came from a file, before approval was needed.</summary>
    public static Func<Sample, Task> NeverApproved(string name) => async sample =>
    {
        await using var database = await sample.Server.DatabaseAsync();
        var id = Guid.Parse(sample.Said($"$shipped{name}"));
        await database.Set<RuleSetVersionRow>().Where(v => v.Id == id).ExecuteUpdateAsync(v => v.SetProperty(r => r.Origin, "file"));
        await database.Set<DefinitionVersionRow>().Where(v => v.Id == id).ExecuteUpdateAsync(v => v.SetProperty(r => r.Origin, "file"));
    };

    /// <summary>Of the entries that were imported: one that can be withdrawn, and one that was refused, at another centre than <c>$centre</c>.</summary>
    public async Task FindEntriesAsync()
    {
        await using var database = await Server.DatabaseAsync();
        var centre = _words["centre"];
        _words["entry"] = (await database.Set<Entry>().FirstAsync(e => e.Status == EntryStatus.Accepted && e.EntryType == EntryType.Test && database.Set<Sitting>().Any(s => s.EntryId == e.Id && s.Status == SittingStatus.Booked))).Id.ToString();
        var refused = await database.Set<Entry>().FirstAsync(e => e.Status == EntryStatus.Refused && e.CentreNumber != centre);
        (_words["refused"], _words["entryDecision"]) = (refused.Id.ToString(), refused.DecisionId!.Value.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Nobody.Dispose();
        MustChangePassword.Dispose();
        Program.Dispose();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await Server.DisposeAsync();
    }

    private async Task<(HttpClient Client, string Password)> PersonAsync(string role, bool mustChange)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<People>().AddAsync($"contract-{role}-{mustChange}", role, null, new Actor("test"), mustChangePassword: mustChange);
        var client = Server.Stranger();
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = $"contract-{role}-{mustChange}", password = made.Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        return (client, made.Password);
    }

    private async Task FindAsync()
    {
        await using var database = await Server.DatabaseAsync();
        var claim = await database.Set<Claim>().AsNoTracking().OrderBy(c => c.ClaimNumber).FirstAsync();
        _words["today"] = WorkingCalendar.LocalDate(Server.Get<TimeProvider>().GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        _words["centre"] = claim.CentreNumber;
        _words["qualification"] = claim.QualificationCode;
        _words["sampleClaim"] = claim.ClaimNumber;
        _words["candidate"] = await EnterAsync(database, claim);
        _words["awaiting"] = (await database.Set<BookmarkRow>().AsNoTracking().FirstAsync(b => b.EventName == "VisitHeld")).InstanceId.ToString();
        _words["delivery"] = (await database.Set<InstanceRow>().AsNoTracking().FirstAsync(i => i.DefinitionId == "qualification-delivery")).Id.ToString();
        var lapsed = await database.Set<Approval>().Where(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre && a.CentreNumber != claim.CentreNumber).OrderBy(a => a.Reference).Take(2).ToListAsync();
        foreach (var approval in lapsed)
        {
            (approval.Status, approval.LapsedOn) = (ApprovalStatus.Lapsed, new DateOnly(2026, 11, 1));
        }

        (_words["lapsed"], _words["lapsedToo"]) = (lapsed[0].Reference, lapsed[1].Reference);
        await database.SaveChangesAsync();
        foreach (var name in new[] { "task", "taskToo" })
        {
            await OfferAsync(database, name);
        }

        _words["entriesFile"] = await File.ReadAllTextAsync(Server.EntriesFile);
        _words["overLimit"] = new string('x', (1 << 20) + 1);
        var resit = await File.ReadAllTextAsync(Path.Combine(Server.Folder.RuleSets, "resit", "rules.json"));
        var claimText = await File.ReadAllTextAsync(Path.Combine(Server.Folder.Definitions, "claim.json"));
        foreach (var (name, text) in new[] { ("resit", resit), ("claim", claimText) })
        {
            foreach (var number in Enumerable.Range(0, 7))
            {
                _words[$"{name}{number}"] = JsonSerializer.Serialize(text + new string('\n', number));
            }

            _words[$"{name}Broken"] = JsonSerializer.Serialize(text[..^10]);
        }
    }

    /// <summary>Enters a candidate of the claim's centre who claims nothing yet.</summary>
    private static async Task<string> EnterAsync(OcrDbContext database, Claim claim)
    {
        var candidate = await database.Set<Candidate>().AsNoTracking()
            .FirstAsync(c => c.CentreNumber == claim.CentreNumber && !database.Set<Entry>().Any(e => e.CandidateId == c.Id && e.QualificationCode == claim.QualificationCode));
        database.Add(new Entry
        {
            Id = Guid.CreateVersion7(),
            CentreNumber = candidate.CentreNumber,
            CandidateId = candidate.Id,
            EntryType = EntryType.Qualification,
            QualificationCode = claim.QualificationCode,
            UnitCode = "",
            Series = "",
            Attempt = 1,
            Status = EntryStatus.Accepted,
            LineKey = Entry.KeyOf(candidate.CentreNumber, candidate.CandidateNumber, claim.QualificationCode, "", "", 1, EntryType.Qualification),
            EnteredOn = new DateOnly(2026, 9, 1),
        });
        await database.SaveChangesAsync();
        return candidate.CandidateNumber;
    }

    /// <summary>A task for an assurer: a claim whose visit was held.</summary>
    private async Task OfferAsync(OcrDbContext database, string name)
    {
        var (ids, inbox, number) = (Server.Get<IIdSource>(), Server.Get<Inbox>(), $"CONTRACT-{name}");
        database.Add(new Claim { ClaimNumber = number, CentreNumber = _words["centre"], QualificationCode = "10176", SubmittedAt = Server.Get<TimeProvider>().GetUtcNow(), SubmittedBy = "test" });
        await database.SaveChangesAsync();
        var input = new Dictionary<string, object?> { ["ClaimNumber"] = number, ["CentreNumber"] = _words["centre"], ["QualificationCode"] = "10176" };
        var started = await inbox.StartAsync(new StartRequest("claim", input, $"claim:{number}", _words["centre"], "10176"), ids.Next(), new Actor("test"), default);
        await inbox.DeliverAsync(started.Instance, new EventArrived("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = "2026-03-02" }), ids.Next(), new Actor("test"), default);
        var task = await database.Set<TaskRow>().Where(t => t.InstanceId == started.Instance).Select(t => t.BookmarkId).SingleAsync();
        _words[name] = $"/instances/{started.Instance}/tasks/{task}";
    }

    [GeneratedRegex(@"\$([A-Za-z0-9]+)")]
    private static partial Regex Word();
}
