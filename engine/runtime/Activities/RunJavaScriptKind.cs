using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Scripts;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Runs a script; its value is the result, and it may choose the outcome.</summary>
internal sealed class RunJavaScriptKind : ActivityKind
{
    public override string Type => "Elsa.RunJavaScript";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("script", typeof(string)), new("possibleOutcomes", typeof(string[]))];

    public override IReadOnlyList<string> Outputs { get; } = ["result"];

    /// <summary>Any port, unless the file lists the possible outcomes.</summary>
    public override IReadOnlyList<string>? Ports(ActivityNode node) =>
        node.Inputs.GetValueOrDefault("possibleOutcomes")?.Source is LiteralValue { Value: IReadOnlyList<object?> names }
            ? ["Done", .. names.OfType<string>()]
            : null;

    public override void Read(ActivityReading reading)
    {
        var written = reading.Source.Find("script");
        var text = written is { Kind: SourceKind.Object } ? written.Find("expression")?.Find("value") : written;
        if (reading.Node.Inputs.GetValueOrDefault("script")?.Source is LiteralValue && text is { Kind: SourceKind.String })
        {
            reading.CheckScript(text);
        }
    }

    public override void Execute(ActivityContext context)
    {
        if (context.Input("script") is not string { Length: > 0 } script)
        {
            context.Complete();
            return;
        }

        var result = ScriptEvaluation.Run(script, context.Sight);
        context.SetOutput("result", result.Value);
        context.CompleteWith(result.Outcomes ?? OnlyDone);
    }
}
