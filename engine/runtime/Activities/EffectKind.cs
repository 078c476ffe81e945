using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>An activity of the product: asks the world for its effect and goes on by the port that comes back.</summary>
internal sealed class EffectKind(ActivityDescriptor descriptor) : ActivityKind
{
    public override string Type => descriptor.Type;

    /// <summary>All are required but those of a nullable type.</summary>
    public override IReadOnlyList<InputContract> Inputs { get; } =
        [.. descriptor.Inputs.Select(i => new InputContract(i.Key, i.Value, Nullable.GetUnderlyingType(i.Value) is null))];

    public override IReadOnlyList<string> Outputs => descriptor.Outputs;

    public override bool Pauses(ActivityNode node) => true;

    public override IReadOnlyList<string> Ports(ActivityNode node) => descriptor.Outcomes;

    public override void Execute(ActivityContext context)
    {
        var inputs = Inputs.ToDictionary(
            i => i.Name,
            i => i.Required ? context.Required<object>(i.Name) : context.Input(i.Name),
            StringComparer.Ordinal);
        context.Burst.Request(new EffectRequest(context.Run.Id, context.Node.Id, Type, inputs));
    }

    public override void Resumed(ActivityContext context, object? payload)
    {
        var done = (EffectDone)payload!;
        if (!descriptor.Outcomes.Contains(done.Outcome))
        {
            throw new ActivityFaultException($"{Type} answered \"{done.Outcome}\", which is none of its outcomes ({string.Join(", ", descriptor.Outcomes)}).");
        }

        foreach (var name in descriptor.Outputs.Where(done.Output.ContainsKey))
        {
            context.SetOutput(name, done.Output[name]);
        }

        context.Complete(done.Outcome);
    }
}
