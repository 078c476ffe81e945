using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Activities;

internal sealed class SetVariableKind : ActivityKind
{
    public override string Type => "Elsa.SetVariable";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("value", typeof(object))];

    public override IReadOnlyList<string> Members { get; } = ["variable"];

    public override void Read(ActivityReading reading)
    {
        if (reading.Source.Find("variable") is not { Kind: SourceKind.Object } reference)
        {
            reading.Report(reading.Source.At("WFL015", $"The activity \"{reading.Node.Id}\" does not say which variable it sets.", "Give it a \"variable\" with the id of one."));
            return;
        }

        var variable = reading.FindVariable(reference);
        reading.Node.Detail = variable;
        if (variable is not null
            && reading.Node.Inputs.GetValueOrDefault("value")?.Source is LiteralValue { Value: { } value }
            && !PlainValues.TryConvert(value, variable.Type, out _))
        {
            reading.Report(reading.Source.Find("value")!.At("WFL016", $"The variable \"{variable.Name}\" holds {TypeAliases.NameOf(variable.Type)}; this value is none."));
        }
    }

    public override void Execute(ActivityContext context)
    {
        context.SetVariable((VariableDeclaration)context.Node.Detail!, context.Input("value"));
        context.Complete();
    }
}

internal sealed class SetNameKind : ActivityKind
{
    public override string Type => "Elsa.SetName";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("value", typeof(string), Required: true)];

    public override void Execute(ActivityContext context)
    {
        context.Burst.Name = context.Input("value") as string;
        context.Complete();
    }
}

internal sealed class CorrelateKind : ActivityKind
{
    public override string Type => "Elsa.Correlate";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("correlationId", typeof(string), Required: true)];

    public override void Execute(ActivityContext context)
    {
        context.Burst.CorrelationId = context.Input("correlationId") as string;
        context.Complete();
    }
}

internal sealed class SetOutputKind : ActivityKind
{
    public override string Type => "Elsa.SetOutput";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("outputName", typeof(string), Required: true), new("outputValue", typeof(object))];

    public override void Execute(ActivityContext context)
    {
        context.Burst.Output[context.Required<string>("outputName")] = context.Input("outputValue");
        context.Complete();
    }
}

/// <summary>Leaves a text in the journal, as the message of its Completed line.</summary>
internal sealed class WriteLineKind : ActivityKind
{
    public override string Type => "Elsa.WriteLine";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("text", typeof(string), Required: true)];

    public override void Execute(ActivityContext context) => context.CompleteSaying(context.Input("text") as string);
}

/// <summary>Stops its branch with an incident.</summary>
internal sealed class FaultKind : ActivityKind
{
    public override string Type => "Elsa.Fault";

    public override IReadOnlyList<InputContract> Inputs { get; } =
        [new("code", typeof(string)), new("category", typeof(string)), new("faultType", typeof(string)), new("message", typeof(string))];

    public override void Execute(ActivityContext context) => throw new ActivityFaultException(
        context.Input("message") as string ?? "The workflow has faulted itself.",
        $"Code {context.Input("code") ?? "0"}, category {context.Input("category") ?? "General"}, type {context.Input("faultType") ?? "System"}");
}
