using System.Reflection;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Calls: what is called, and which of several methods of one name.</summary>
internal sealed partial class Binder
{
    private Bound Call(CallNode node)
    {
        if (node.Target is null)
        {
            return Function(node);
        }

        var target = Any(node.Target);
        if (target is BoundTypeName type)
        {
            return StaticCall(node, type.Named);
        }

        if (target.IsError)
        {
            return AfterFault(node, target);
        }

        if (Refusals.OfMember(target.Type, node.Name) is { } refusal)
        {
            return Refused(refusal.Code, node.NameStart, node.NameEnd, refusal.Reason, refusal.Remedy);
        }

        return MethodCall(node, target);
    }

    /// <summary>Looks for further faults in the arguments; those of a sequence method cannot be read without the element's type.</summary>
    private Bound AfterFault(CallNode node, Bound target)
    {
        if (!SequenceCalls.IsKnown(node.Name))
        {
            foreach (var argument in node.Arguments)
            {
                Value(argument);
            }
        }

        return target;
    }

    private Bound Choose(
        CallNode node, Type type, IEnumerable<MethodInfo> methods, List<Bound> arguments,
        Func<MethodBase, IEnumerable<Type>> parametersOf, Func<Overloads.Choice, Bound> call)
    {
        var choices = Overloads.Resolve(methods, arguments, parametersOf);
        return choices.Count switch
        {
            1 => call(Noted(choices[0])),
            0 => Fault(FaultCodes.Arguments, node.NameStart, node.End, $"`{node.Name}` of {TypeNames.Of(type)} does not take ({Types(arguments)}).", "it takes " + string.Join(" or ", methods.Take(4).Select(Signature)) + "."),
            _ => Fault(FaultCodes.Ambiguous, node.NameStart, node.End, $"`{node.Name}` of {TypeNames.Of(type)} could be several methods for ({Types(arguments)}).", "convert the arguments, as in decimal(x)."),
        };

        string Signature(MethodInfo method) => $"({string.Join(", ", parametersOf(method).Select(TypeNames.Of))})";
    }

    private static string Types(IEnumerable<Bound> arguments) => string.Join(", ", arguments.Select(a => TypeNames.Of(a.Type)));

    /// <summary>Notes a text literal that was read as the type of its parameter.</summary>
    private Overloads.Choice Noted(Overloads.Choice choice)
    {
        if (choice.Distances.Contains(Distance.FromText))
        {
            _faults.Differs(DifferenceCodes.TextArgument);
        }

        if (choice.Arguments.Zip(choice.Distances).Any(a => a.First is BoundConstant { Radix: true } && a.Second != Distance.Same))
        {
            _faults.Differs(DifferenceCodes.RadixLiteral);
        }

        return choice;
    }
}
