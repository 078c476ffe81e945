using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>Which facts each rule set is told; registered by the module that builds them. A set that is only injected has a contract too: the one of its users.</summary>
public interface IFactsCatalogue
{
    /// <summary>Null when no rule set of that name is known.</summary>
    FactsContract? For(string ruleSet);
}

/// <param name="Version">The new current version; null when refused, or when the content was current already.</param>
/// <param name="Unchanged">The content was current already.</param>
/// <param name="Diagnostics">Any error among them means refused: nothing was changed.</param>
/// <param name="FailingCases">Cases that fail under the new version; a warning that stays on it.</param>
public sealed record PublishResult(RuleSetVersionRow? Version, bool Unchanged, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CaseResult> FailingCases)
{
    public bool Refused => Diagnostics.Any(d => d.IsError);
}

/// <summary>Rule sets by name: the database's current versions, compiled once, swapped atomically. A reader never waits.</summary>
public sealed class RuleSetLibrary
{
    /// <summary>The set that decides now.</summary>
    /// <exception cref="KeyNotFoundException">No version of that name was ever published.</exception>
    public RuleSet Current(string name) => throw new NotImplementedException();

    public IReadOnlyCollection<string> Names => throw new NotImplementedException();

    /// <summary>Accepts new content or refuses it with every fault; also checks the sets that inject it, which are recompiled with it.</summary>
    public Task<PublishResult> PublishAsync(string name, string file, ReadOnlyMemory<byte> rules, ReadOnlyMemory<byte>? cases, string origin, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Makes an earlier version current again.</summary>
    public Task<PublishResult> RollBackAsync(Guid version, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Takes over what another host has published since; cheap when nothing has changed.</summary>
    public Task RefreshAsync(CancellationToken stop) => throw new NotImplementedException();
}

/// <param name="Version">The new current version; null when refused or unchanged.</param>
public sealed record DefinitionPublishResult(DefinitionVersionRow? Version, bool Unchanged, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Refused => Diagnostics.Any(d => d.IsError);
}

/// <summary>Workflow definitions: compiled once per version and kept.</summary>
public sealed class DefinitionLibrary
{
    /// <exception cref="KeyNotFoundException">No version of that definition was ever published.</exception>
    public WorkflowDefinition Current(string definitionId) => throw new NotImplementedException();

    /// <summary>The version an instance runs on.</summary>
    public Task<WorkflowDefinition> GetAsync(string definitionId, int version, CancellationToken stop) => throw new NotImplementedException();

    public Task<DefinitionPublishResult> PublishAsync(string file, ReadOnlyMemory<byte> content, string origin, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    public Task RefreshAsync(CancellationToken stop) => throw new NotImplementedException();
}
