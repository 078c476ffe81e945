namespace OcrWorkflows.Expressions.Binding;

/// <summary>What a bare name can stand for, from the inside out; an exact match anywhere wins over one in other casing.</summary>
internal sealed class Names(IReadOnlyList<BoundParameter> variables, TypeScope types, bool caseSensitive)
{
    private readonly List<Frame> _frames = [];

    /// <param name="Bare">The members of the element may be written without a name before them.</param>
    private sealed record Frame(BoundParameter Parameter, bool Bare);

    public IReadOnlyCollection<string> All =>
    [
        .. variables.Select(v => v.Name),
        .. _frames.Where(f => !f.Bare).Select(f => f.Parameter.Name),
        .. Implicit().SelectMany(p => Binder.MemberNames(p.Type, p.Shape)),
    ];

    public bool IsTaken(string name) =>
        variables.Any(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || _frames.Any(f => !f.Bare && f.Parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public void Enter(BoundParameter parameter, bool bare) => _frames.Add(new Frame(parameter, bare));

    public void Leave() => _frames.RemoveAt(_frames.Count - 1);

    /// <returns>A value, a <see cref="BoundTypeName"/>, or null when nothing has that name.</returns>
    public Bound? Find(string name, Binder binder) =>
        Variable(name, StringComparison.Ordinal) ?? BareMember(name, binder, exact: true) ?? Type(name, exact: true)
        ?? (caseSensitive ? Word(name) ?? (Bound?)JsonMember(name) ?? RootMember(name) : Loose(name, binder));

    private Bound? Loose(string name, Binder binder) =>
        Variable(name, StringComparison.OrdinalIgnoreCase) ?? Word(name) ?? (Bound?)JsonMember(name) ?? BareMember(name, binder, exact: false) ?? (Bound?)Type(name, exact: false) ?? RootMember(name);

    /// <summary>With one input of plain data, any other name is one of its members, outside of lambdas.</summary>
    private BoundCall? RootMember(string name) =>
        _frames.Count == 0 && variables is [{ Shape: null } only] && only.Type == typeof(object) ? Binder.LooseMember(Read(only), name) : null;

    /// <summary>The member of the one plain input that a type's name stands for where no type can stand; one that the input lacks breaks the expression.</summary>
    public Bound? Hiding(string name) =>
        _frames.Count == 0 && variables is [{ Shape: null } only] && only.Type == typeof(object) ? Binder.RequiredMember(Read(only), name) : null;

    /// <summary>What a method without anything before its name is a method of: the element of an unnamed lambda, or the one input.</summary>
    public Bound? It() => _frames.LastOrDefault() is { } inner ? (inner.Bare ? Read(inner.Parameter) : null) : variables is [var only] ? Read(only) : null;

    /// <summary>Inside the unnamed lambda of a sequence of JSON values, any other name is a member of the element.</summary>
    private BoundCall? JsonMember(string name) =>
        _frames.LastOrDefault() is { Bare: true } frame && frame.Parameter.Type == typeof(object) ? Binder.LooseMember(Read(frame.Parameter), name) : null;

    private BoundVariable? Variable(string name, StringComparison comparison)
    {
        var parameter = _frames.AsEnumerable().Reverse().Where(f => !f.Bare).Select(f => f.Parameter).Concat(variables)
            .FirstOrDefault(p => p.Name.Equals(name, comparison));
        return parameter is null ? null : Read(parameter);
    }

    private BoundVariable? Word(string name)
    {
        var levels = _frames.AsEnumerable().Reverse().Select(f => f.Parameter).Concat(variables.Count == 1 ? variables : []).ToList();
        var found = name.ToUpperInvariant() switch
        {
            "IT" => levels.FirstOrDefault(),
            "PARENT" => levels.ElementAtOrDefault(1),
            "ROOT" when variables.Count == 1 => variables[0],
            _ => null,
        };
        return found is null ? null : Read(found);
    }

    private Bound? BareMember(string name, Binder binder, bool exact) =>
        Implicit().Select(p => binder.TryMember(Read(p), name, exact)).FirstOrDefault(m => m is not null);

    /// <summary>Values whose members may be written bare, innermost first; a JSON value hides those outside it.</summary>
    private IEnumerable<BoundParameter> Implicit()
    {
        foreach (var frame in _frames.AsEnumerable().Reverse().Where(f => f.Bare))
        {
            yield return frame.Parameter;
            if (frame.Parameter.Type == typeof(object))
            {
                yield break;
            }
        }

        if (variables.Count == 1)
        {
            yield return variables[0];
        }
    }

    private BoundTypeName? Type(string name, bool exact) => types.Find(name, exact) is { } type ? new BoundTypeName(type) : null;

    private static BoundVariable Read(BoundParameter parameter) => new(parameter) { Shape = parameter.Shape };
}
