using System.Text.Json;

namespace OcrWorkflows.Client;

public enum Outcome
{
    Accepted,
    Refused,
    Undecided,
}

/// <param name="Subject">What was decided about, such as an entry.</param>
/// <param name="At">When it was made, where <paramref name="DecisionDate"/> is the day it is dated.</param>
/// <param name="Findings">What each rule said that did not hold.</param>
/// <param name="Used">Hashes of the texts and lists it was made by.</param>
/// <param name="Facts">What was known; without personal data.</param>
/// <param name="Replaces">The decision that this one was made anew in place of; null for none.</param>
public sealed record DecisionView(
    Guid Id, string Subject, string RuleSet, string RuleSetHash, Outcome? Outcome, DateOnly DecisionDate, DateTimeOffset At, string By, string HostVersion,
    JsonElement Findings, JsonElement Used, JsonElement Facts, Guid? Replaces, Guid? ReplacedBy, string? CentreNumber);

/// <summary>What would have been accepted.</summary>
/// <param name="Changes">Any one of them would do.</param>
/// <param name="NoneBecause">Why no change would do; null when one would.</param>
public sealed record WhatWouldDo(IReadOnlyList<string> Changes, IReadOnlyList<string> Advice, string? NoneBecause);

/// <summary>Why something was decided as it was.</summary>
public sealed class DecisionsClient
{
    private readonly Calls _calls;

    internal DecisionsClient(Calls calls) => _calls = calls;

    public Task<DecisionView> GetAsync(Guid id, CancellationToken stop = default) => _calls.GetAsync<DecisionView>($"/decisions/{id}", new Query(), stop);

    /// <summary>Which changes of the facts would have made it accepted.</summary>
    public Task<WhatWouldDo> RemediesAsync(Guid id, CancellationToken stop = default) => _calls.GetAsync<WhatWouldDo>($"/decisions/{id}/remedies", new Query(), stop);
}
