using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Clauses;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Remaking;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Centres.Withdrawals;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres;

public static class CentresServices
{
    /// <summary>Adds the register, its facts, the activities of the product and what works on them. Storage is added with <c>AddOcrStorage</c>.</summary>
    public static IServiceCollection AddOcrCentres(this IServiceCollection services, Action<CentresOptions>? configure = null)
    {
        var options = new CentresOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSingleton<IModelPart, RegisterModel>();
        services.AddSingleton<IFactsCatalogue, CentresFacts>();
        services.AddSingleton<ReferenceLibrary>();
        services.AddSingleton<ReferenceArchive>();
        services.AddSingleton<FeePreview>();
        services.AddEffect<AllocateAssurer>();
        services.AddEffect<PlanVisit>();
        services.AddEffect<LapseApproval>();
        services.AddEffect<NotifyClaimOverdue>();
        services.AddEffect<RecordClaimDecision>();
        services.AddEffect<IssueCertificates>();
        services.AddEffect<IssueFullCertificate>();
        services.AddEffect<SetSanction>();
        services.AddEffect<Decide>();
        services.AddEffect<ChargeFees>();
        services.AddEffect<LookUp>();
        services.AddEffect<CountWorkingDays>();
        services.AddEffect<SendLetter>();
        services.AddEffect<RegisterCentre>();
        services.AddEffect<SetCentreStatus>();
        services.AddEffect<GrantApproval>();
        services.AddEffect<RecordVisit>();
        services.AddEffect<SetDirectClaimStatus>();
        services.AddSingleton<EntryImport>();
        services.AddSingleton<ClaimService>();
        services.AddSingleton<ApprovalService>();
        services.AddSingleton<LapseReversal>();
        services.AddSingleton<WithdrawalService>();
        services.AddSingleton<LapseWarnings>();
        services.AddSingleton<LapseSweep>();
        services.AddSingleton<LetterWriter>();
        services.AddSingleton<SampleData>();
        services.AddSingleton<ImpactReplay>();
        services.AddSingleton<DecisionsAgain>();
        services.AddSingleton<DecisionRemaking>();
        services.AddSingleton<DecisionExplanations>();
        services.AddSingleton<WhatIf>();
        services.AddSingleton<ClauseImpact>();
        return services;
    }

    private static void AddEffect<TEffect>(this IServiceCollection services)
        where TEffect : OcrEffect
    {
        services.AddSingleton<TEffect>();
        services.AddSingleton<IEffectHandler>(provider => provider.GetRequiredService<TEffect>());
        services.AddSingleton(provider => provider.GetRequiredService<TEffect>().Descriptor);
    }
}

/// <summary>Which facts the rule sets of this part are told.</summary>
public sealed class CentresFacts : IFactsCatalogue
{
    private static readonly FactsContract Entry = new("entry", typeof(EntryFacts)) { Unchangeable = EntryFacts.Unchangeable };

    /// <summary>By name of the rule set. Sets that inject one another are told the same.</summary>
    private static readonly Dictionary<string, FactsContract> Contracts = new(StringComparer.Ordinal)
    {
        ["approval-scope"] = new("request", typeof(ApprovalScopeFacts)),
        ["centre-approval"] = new("application", typeof(CentreApprovalFacts)),
        ["certificates"] = new("certificate", typeof(CertificateFacts)),
        ["claims"] = new("claim", typeof(ClaimFacts)),
        ["combination"] = Entry,
        ["direct-claim-status"] = new("status", typeof(DirectClaimStatusFacts)),
        ["entries-2012"] = Entry,
        ["entries-2016"] = Entry,
        ["entries-general"] = Entry,
        ["entries-verified"] = Entry,
        ["eqa-visits"] = new("visit", typeof(EqaVisitFacts)),
        ["fees"] = Entry,
        ["functional-skills"] = Entry,
        ["lapse"] = new("approval", typeof(LapseFacts)),
        ["late-entry"] = Entry,
        ["post-results"] = new("request", typeof(PostResultsFacts)),
        ["re-entry"] = Entry,
        ["remote-moderation"] = new("sending", typeof(RemoteModerationFacts)),
        ["resit"] = Entry,
        ["size-change"] = new("change", typeof(SizeChangeFacts)),
        ["unclassified"] = new("result", typeof(UnclassifiedFacts)),
        ["withdrawal-refund"] = new("withdrawal", typeof(WithdrawalFacts)),
    };

    /// <summary>Names of the rule sets whose facts are known, in order.</summary>
    public static IReadOnlyList<string> RuleSets { get; } = [.. Contracts.Keys.Order(StringComparer.Ordinal)];

    public FactsContract? For(string ruleSet) => Contracts.GetValueOrDefault(ruleSet);
}
