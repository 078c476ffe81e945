using System.Text.RegularExpressions;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>Instances, and all that belongs to them, are written by the turns of the Inbox and by nothing else.</summary>
public sealed partial class OneDoorTests
{
    private const string OfInstances = "InstanceRow|BookmarkRow|TimerRow|TaskRow|JournalRow|IncidentRow|RequestRow|EarlyEventRow";

    /// <summary>The turns themselves; claims of timers, which change who fires and nothing else; and the removal of sample data and of what was kept for its time, which take whole instances away.</summary>
    private static readonly string[] Doors = ["engine/storage/Turns/", "engine/storage/Inbox.cs", "engine/storage/TimerClaims.cs", "workflows/Sample/SampleRemoval.cs", "engine/storage/Operations/RetentionClasses.cs"];

    [Test]
    public void Nothing_but_the_door_writes_what_belongs_to_an_instance()
    {
        var writers = new[] { "engine", "workflows", "host" }
            .SelectMany(folder => Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.razor")))
            .Where(file => !Doors.Any(door => file.StartsWith(door, StringComparison.Ordinal)) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => Writes(File.ReadAllText(Repository.PathTo(file))));
        Assert.That(writers, Is.Empty, "go through the Inbox (deliver, operate) instead");
    }

    [TestCase("database.Add(new InstanceRow { Id = id });", ExpectedResult = true)]
    [TestCase("await database.Set<InstanceRow>().Where(i => i.Id == id)\n    .ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, done), stop);", ExpectedResult = true)]
    [TestCase("await database.Set<TimerRow>().ExecuteDeleteAsync(stop);", ExpectedResult = true)]
    [TestCase("database.Set<TaskRow>().Remove(task);", ExpectedResult = true)]
    [TestCase("INSERT INTO \"Instances\" VALUES (1)", ExpectedResult = true)]
    [TestCase("var all = await database.Set<InstanceRow>().AsNoTracking().ToListAsync(stop);", ExpectedResult = false)]
    [TestCase("await database.Set<OutboxRow>().ExecuteDeleteAsync(stop); var one = database.Set<InstanceRow>().First();", ExpectedResult = false)]
    public bool A_planted_writer_is_found(string source) => Writes(source);

    private static bool Writes(string source) => Made().IsMatch(source) || Changed().IsMatch(source) || Spelt().IsMatch(source);

    [GeneratedRegex($@"new\s+({OfInstances})\b")]
    private static partial Regex Made();

    [GeneratedRegex($@"Set<({OfInstances})>\(\)[^;{{}}]*?\.(ExecuteUpdate|ExecuteDelete|Add|AddRange|Update|UpdateRange|Remove|RemoveRange|Attach)(Async)?\(")]
    private static partial Regex Changed();

    [GeneratedRegex(@"(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+""?(Instances|Bookmarks|Timers|Tasks|Journal|Incidents|Requests|EarlyEvents)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Spelt();
}
