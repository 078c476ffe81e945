namespace OcrWorkflows.Storage.Verification;

/// <summary>What must never be found: each has a code, a count that must be 0, and a remedy.</summary>
public sealed record ViolationKind(string Code, string Name, string Meaning, string Remedy)
{
    public static ViolationKind Asleep { get; } = new("STO101", "asleep", "Unfinished, and nothing will wake it", "Find out what it should wait for (./ocr workflow show ID), then ./ocr workflow move, repeat or cancel it.");
    public static ViolationKind Chain { get; } = new("STO102", "journalAltered", "The journal is not as it was written", "Somebody wrote past the engine: compare with a backup. The line named is the first at fault.");
    public static ViolationKind Fold { get; } = new("STO103", "journalDoesNotFold", "Journal and definition do not give the stored state", "Somebody wrote past the engine, or a build behaves otherwise than the one that ran: compare with a backup and keep the instance on hold (./ocr workflow suspend ID).");
    public static ViolationKind Orphan { get; } = new("STO104", "orphans", "A timer, bookmark or task belongs to no living instance", "Remove the row: nothing can use it.");
    public static ViolationKind Waits { get; } = new("STO105", "waitsDiffer", "Timers, bookmarks and tasks are not those that the state waits at", "./ocr workflow suspend ID and then resume ID writes them again.");
    public static ViolationKind Half { get; } = new("STO106", "halfDone", "An execution stopped half way", "./ocr workflow repeat ID --activity ACTIVITY, or cancel it.");
    public static ViolationKind Outbox { get; } = new("STO107", "outboxStuck", "A message has been given up or is long overdue", "./ocr outbox list says why; ./ocr outbox retry ID sets it going again. Nothing is sent while no host serves.");

    public static ViolationKind Child { get; } = new("STO108", "childrenGone", "A parent waits for a child that has ended or is not there", "./ocr workflow skip ID --activity ACTIVITY, or repeat it to start another child.");

    public static ViolationKind Audit { get; } = new("STO109", "auditAltered", "An audit trail is not as it was written", "Somebody wrote past the product: compare with a backup. The line named is the first at fault; those before it prove themselves.");

    public static IReadOnlyList<ViolationKind> All { get; } = [Asleep, Chain, Fold, Orphan, Waits, Half, Outbox, Child, Audit];
}

/// <param name="Subject">Identity of the instance or of the message, or name of the audit trail.</param>
public sealed record Violation(ViolationKind Kind, string Subject, string Detail);

/// <summary>What a whole look at the database found.</summary>
public sealed class VerificationReport
{
    /// <summary>Violations of one kind that are named; the count is of all.</summary>
    public const int NamedPerKind = 1_000;

    private readonly List<Violation> _named = [];
    private readonly Dictionary<ViolationKind, long> _counts = ViolationKind.All.ToDictionary(k => k, _ => 0L);

    public long Instances { get; internal set; }

    public long JournalLines { get; internal set; }

    /// <summary>Lines of audit trails checked.</summary>
    public long AuditLines { get; internal set; }

    /// <summary>Instances whose journal was begun by a build that did not record what its turns were given, or whose payloads were erased: their chain was checked, their state not.</summary>
    public long NotFolded { get; internal set; }

    /// <summary>Instances that a person has suspended.</summary>
    public long OnHold { get; internal set; }

    /// <summary>Early events that wait for their place.</summary>
    public long EventsKept { get; internal set; }

    /// <summary>Early events that nothing waited for in time.</summary>
    public long EventsExpired { get; internal set; }

    public IReadOnlyDictionary<ViolationKind, long> Counts => _counts;

    public IReadOnlyList<Violation> Named => _named;

    public bool IsClean => _counts.Values.All(c => c == 0);

    internal void Add(ViolationKind kind, string subject, string detail)
    {
        if (++_counts[kind] <= NamedPerKind)
        {
            _named.Add(new Violation(kind, subject, detail));
        }
    }
}
