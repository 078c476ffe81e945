namespace OcrWorkflows.Host.Identity;

/// <summary>The roles a person may hold; their names stand in the database.</summary>
public static class RoleNames
{
    /// <summary>Settings, users, everything.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Approves other people's changes of rule sets, and publishes.</summary>
    public const string Approver = "Approver";

    /// <summary>Imports entries, watches and moves workflows.</summary>
    public const string Staff = "Staff";

    /// <summary>External quality assurer: visits and claims.</summary>
    public const string Assurer = "Assurer";

    /// <summary>A centre's own user: sees that centre and nothing else.</summary>
    public const string Centre = "Centre";

    /// <summary>Reads everything, changes nothing.</summary>
    public const string Auditor = "Auditor";

    public static IReadOnlyList<string> All { get; } = [Administrator, Approver, Staff, Assurer, Centre, Auditor];
}

/// <summary>Authorization policies, by what they allow.</summary>
public static class Policies
{
    /// <summary>Workflow instances, centres, decisions: every role, a centre's user within its centre.</summary>
    public const string Read = nameof(Read);

    /// <summary>Rule sets and definitions with their versions: every role.</summary>
    public const string ReadRules = nameof(ReadRules);

    /// <summary>Changes that wait for a second person, their effect on the decisions of every centre, and audit trails: every role but Centre.</summary>
    public const string ReadProposals = nameof(ReadProposals);

    /// <summary>Tasks taken, handed back, passed on and done, each by those it is for: every role but Auditor.</summary>
    public const string DoTasks = nameof(DoTasks);

    /// <summary>Events of running workflows: Administrator, Staff, Assurer.</summary>
    public const string Deliver = nameof(Deliver);

    /// <summary>Claims: Administrator, Staff, and a centre's user for that centre.</summary>
    public const string SubmitClaims = nameof(SubmitClaims);

    /// <summary>Visits that were held: Administrator, Staff, Assurer.</summary>
    public const string RecordVisits = nameof(RecordVisits);

    /// <summary>Results of claims: Administrator, Staff.</summary>
    public const string PublishResults = nameof(PublishResults);

    /// <summary>Entries files: Administrator, Staff, and a centre's user for that centre.</summary>
    public const string ImportEntries = nameof(ImportEntries);

    /// <summary>Withdrawals of entries: Administrator, Staff.</summary>
    public const string WithdrawEntries = nameof(WithdrawEntries);

    /// <summary>Rule files and definitions made live where no approval is needed: Administrator, Approver.</summary>
    public const string Publish = nameof(Publish);

    /// <summary>Changes of rule sets put forward, revised, withdrawn: Administrator, Approver, Staff.</summary>
    public const string Propose = nameof(Propose);

    /// <summary>Other people's changes approved, sent back, made live: Administrator, Approver.</summary>
    public const string Approve = nameof(Approve);

    /// <summary>An earlier version made current again by one person alone: Administrator.</summary>
    public const string RollBack = nameof(RollBack);

    /// <summary>Users: Administrator.</summary>
    public const string ManageUsers = nameof(ManageUsers);

    /// <summary>One's own password and tokens: every role.</summary>
    public const string OwnAccount = nameof(OwnAccount);

    /// <summary>Schedules run by hand: Administrator, Staff.</summary>
    public const string Sweep = nameof(Sweep);

    /// <summary>Workflow instances moved by hand (cancel, suspend, move...): Administrator, Staff.</summary>
    public const string Operate = nameof(Operate);

    /// <summary>Names, UCI and ULN of candidates in exports: Administrator, Staff, and a centre's user of that centre's.</summary>
    public const string SeePersonalData = nameof(SeePersonalData);

    /// <summary>Workflow instances started by hand: Administrator, Staff.</summary>
    public const string StartWorkflows = nameof(StartWorkflows);

    /// <summary>Which roles each policy names.</summary>
    public static IReadOnlyDictionary<string, string[]> RolesOf { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Read] = [.. RoleNames.All],
        [ReadRules] = [.. RoleNames.All],
        [ReadProposals] = [.. RoleNames.All.Where(r => r != RoleNames.Centre)],
        [DoTasks] = [.. RoleNames.All.Where(r => r != RoleNames.Auditor)],
        [Deliver] = [RoleNames.Administrator, RoleNames.Staff, RoleNames.Assurer],
        [SubmitClaims] = [RoleNames.Administrator, RoleNames.Staff, RoleNames.Centre],
        [RecordVisits] = [RoleNames.Administrator, RoleNames.Staff, RoleNames.Assurer],
        [PublishResults] = [RoleNames.Administrator, RoleNames.Staff],
        [ImportEntries] = [RoleNames.Administrator, RoleNames.Staff, RoleNames.Centre],
        [WithdrawEntries] = [RoleNames.Administrator, RoleNames.Staff],
        [Publish] = [RoleNames.Administrator, RoleNames.Approver],
        [Propose] = [RoleNames.Administrator, RoleNames.Approver, RoleNames.Staff],
        [Approve] = [RoleNames.Administrator, RoleNames.Approver],
        [RollBack] = [RoleNames.Administrator],
        [ManageUsers] = [RoleNames.Administrator],
        [OwnAccount] = [.. RoleNames.All],
        [Sweep] = [RoleNames.Administrator, RoleNames.Staff],
        [Operate] = [RoleNames.Administrator, RoleNames.Staff],
        [SeePersonalData] = [RoleNames.Administrator, RoleNames.Staff, RoleNames.Centre],
        [StartWorkflows] = [RoleNames.Administrator, RoleNames.Staff],
    };
}
