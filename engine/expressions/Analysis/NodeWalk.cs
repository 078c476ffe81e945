using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>Reads a text to its syntax tree and walks it.</summary>
internal static class NodeWalk
{
    /// <returns>Null when the text is not an expression.</returns>
    public static Node? Read(string text)
    {
        var faults = new FaultList();
        if (text.Length > ExpressionCompiler.MaximumLength)
        {
            return null;
        }

        var tokens = new Lexer(text, faults).Read();
        try
        {
            var node = faults.Any ? null : new Parser(tokens, faults).Read();
            return faults.Any ? null : node;
        }
        catch (UnreadableTextException)
        {
            return null;
        }
    }

    /// <summary>The node and everything below it, in the order of the text as far as it nests.</summary>
    public static IEnumerable<Node> All(Node node) => Children(node).SelectMany(All).Prepend(node);

    public static IEnumerable<Node> Children(Node node) => node switch
    {
        MemberNode member => [member.Target],
        CallNode call => call.Target is { } target ? [target, .. call.Arguments] : call.Arguments,
        IndexNode index => [index.Target, index.Index],
        UnaryNode unary => [unary.Operand],
        BinaryNode binary => [binary.Left, binary.Right],
        ConditionalNode choice => [choice.Condition, choice.Then, choice.Else],
        InNode listed => [listed.Value, .. listed.Items],
        LambdaNode lambda => [lambda.Body],
        RecordNode record => record.Members.Select(m => m.Value),
        ArrayNode array => array.Items,
        _ => [],
    };
}
