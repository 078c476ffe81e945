using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>First, Last and Single, with their OrDefault forms.</summary>
/// <param name="which">The method without OrDefault.</param>
/// <param name="matching">It has a condition, which the message of a breakage mentions.</param>
internal sealed class ElementEnd(string which, Type item, bool orDefault, bool matching) : LoopEnd
{
    private readonly ParameterExpression _found = Variable(item, "found");
    private readonly ParameterExpression _any = Variable(typeof(bool), "any");

    public override IReadOnlyList<ParameterExpression> Variables => [_found, _any];

    public override Expression Begin() => Block(Assign(_found, Default(item)), Assign(_any, Constant(false)));

    public override Expression Take(ParameterExpression candidate, LabelTarget stop)
    {
        var keep = Block(Assign(_found, candidate), Assign(_any, Constant(true)));
        return which switch
        {
            "First" => Block(keep, Goto(stop)),
            "Last" => keep,
            _ => IfThenElse(_any, Faults.Throw(matching ? nameof(LoopFaults.SeveralMatch) : nameof(LoopFaults.Several), typeof(void)), keep),
        };
    }

    public override Expression Result() => orDefault
        ? _found
        : Condition(_any, _found, Faults.Throw(matching ? nameof(LoopFaults.NoneMatches) : nameof(LoopFaults.Empty), item));
}

/// <summary>The breakages of sequence methods, in the words of the platform.</summary>
internal static class LoopFaults
{
    /// <summary>Most steps that one run of an expression takes through lists.</summary>
    public const int MaximumSteps = 10_000_000;

    public static ExpressionException Empty() => new("Sequence contains no elements.");

    public static ExpressionException NoneMatches() => new("Sequence contains no matching element.");

    public static ExpressionException Several() => new("Sequence contains more than one element.");

    public static ExpressionException SeveralMatch() => new("Sequence contains more than one matching element.");

    public static ExpressionException TooManySteps() =>
        new($"It was stopped after {MaximumSteps:N0} steps through lists ({FaultCodes.Steps}). Lists are read inside of lists; read each of them once, or narrow the outer one with Where first.");
}

internal static class Faults
{
    /// <summary>Throws where a value of that type is expected; <c>void</c> for a statement.</summary>
    public static Expression Throw(string fault, Type type) => type == typeof(void)
        ? Expression.Throw(Call(typeof(LoopFaults), fault, null))
        : Expression.Throw(Call(typeof(LoopFaults), fault, null), type);
}
