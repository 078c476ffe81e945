using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Interpretation;

internal static class BoundTree
{
    /// <summary>The pieces of a node in the order in which they are evaluated.</summary>
    public static IEnumerable<Bound> PiecesOf(Bound node) => node switch
    {
        BoundMember { Target: { } target } => [target],
        BoundCall { Target: { } target } call => [target, .. call.Arguments],
        BoundCall call => call.Arguments,
        BoundNew created => created.Arguments,
        BoundConvert convert => [convert.Operand],
        BoundUnary unary => [unary.Operand],
        BoundBinary binary => [binary.Left, binary.Right],
        BoundConditional choice => [choice.Condition, choice.Then, choice.Else],
        BoundLambda lambda => [lambda.Body],
        BoundLet let => [let.Value, let.Body],
        BoundArray array => array.Items,
        BoundArrayIndex index => [index.Target, index.Index],
        _ => [],
    };
}
