using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Remaking;

/// <summary>Makes decisions anew within one transaction, and what follows from them.</summary>
internal sealed class RemakeWork(OcrDbContext database, ReferenceData reference, Inbox inbox, IIdSource ids, CentresOptions options, DateTimeOffset now, Actor actor)
{
    private readonly EntryConsequences _entries = new(database, reference, inbox, ids, now, actor);

    public async Task<RemadeDecision> MakeAsync(RuleSet set, DecisionRow old, Guid remake, string centre, CancellationToken stop)
    {
        var facts = CanonicalJson.Read(old.Facts, set.Contract.FactsType);
        var fees = reference.FeesOn(old.DecisionDate);
        var conclusion = Conclusion.Of(set.Decide(facts, old.DecisionDate), fees, old.DecisionDate);
        if (fees is not null)
        {
            await ReferenceArchive.KeepWithinAsync(database, reference, fees.File, now, stop);
        }

        var made = Row(set, old, facts, conclusion, fees);
        database.Add(made);
        var remade = new RemadeDecision
        {
            OldDecision = old.Id,
            NewDecision = made.Id,
            Remake = remake,
            RuleSet = old.RuleSet,
            CentreNumber = centre,
            At = now,
            By = actor.Name,
        };
        database.Add(remade);
        if (old.Subject.StartsWith(EntryConsequences.Subject, StringComparison.Ordinal))
        {
            await _entries.FollowAsync(old, made, conclusion, remade, stop);
        }
        else
        {
            remade.LeftToDo = old.Outcome == made.Outcome ? "Look whether a charge is to be corrected by hand." : ByHand(old.Subject, made.Outcome);
        }

        return remade;
    }

    /// <summary>Facts and day are the old ones; so are the files that the facts were built from. Rules and fees are those that it was made with now.</summary>
    private DecisionRow Row(RuleSet set, DecisionRow old, object facts, Conclusion conclusion, FeeList? fees)
    {
        var used = PastRules.Read(old.Used).Where(u => PastRules.IsReference(u.Key) && !u.Key.StartsWith("fees/", StringComparison.Ordinal)).ToDictionary(u => u.Key, u => u.Value, StringComparer.Ordinal);
        foreach (var (name, hash) in set.Used)
        {
            used[name] = hash;
        }

        if (fees is not null)
        {
            used[fees.File] = reference.Hashes[fees.File];
        }

        return new DecisionRow
        {
            Id = ids.Next(),
            Subject = old.Subject,
            RuleSet = set.Name,
            RuleSetHash = set.Hash,
            Used = CanonicalJson.Write(used),
            Facts = CanonicalJson.Write(facts),
            DecisionDate = old.DecisionDate,
            Outcome = conclusion.Outcome,
            Findings = DecisionWriter.FindingsText(conclusion.Findings),
            At = now,
            By = actor.Name,
            HostVersion = options.HostVersion,
        };
    }

    /// <summary>What a workflow has gone on from is not turned back by itself.</summary>
    private static string ByHand(string subject, Outcome outcome) => (subject.Split(':')[0], outcome) switch
    {
        ("claim", Outcome.Accepted) => "The claim may be made after all: ask the centre to send it again.",
        ("claim", _) => "The claim should not have been taken: withdraw it through its workflow, and revoke its certificates.",
        ("withdrawal", Outcome.Accepted) => "The withdrawal is refunded after all: give a credit note.",
        ("withdrawal", _) => "The withdrawal should not have been refunded: charge it again.",
        ("approval" or "centre", Outcome.Accepted) => "It should not have lapsed: ./ocr approval undo-lapse.",
        ("approval" or "centre", _) => "It should have lapsed: the next sweep looks at it again.",
        _ => "Its workflow went on from the old decision: look at the instance.",
    };
}
