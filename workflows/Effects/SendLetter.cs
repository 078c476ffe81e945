using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Writes a letter or a notice to the outbox. Its key names the instance and the activity run: a turn taken again writes it once, a loop writes it each time.</summary>
internal sealed class SendLetter : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } = new(
        "Ocr.SendLetter",
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            ["kind"] = typeof(string),
            ["reference"] = typeof(string),
            ["centreNumber"] = typeof(string),
            ["about"] = typeof(IReadOnlyDictionary<string, object?>),
        },
        [],
        ["Done"],
        "Writes a letter: what kind, about what, to which centre; never personal data.");

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var kind = Text(request, "kind");
        var payload = new Dictionary<string, object?>((IReadOnlyDictionary<string, object?>)request.Inputs["about"]!, StringComparer.Ordinal)
        {
            ["reference"] = Text(request, "reference"),
        };
        if (request.Inputs["centreNumber"] is string { Length: > 0 } centre)
        {
            payload["centre"] = centre;
        }

        await NotifyAsync(context, $"{kind}:{context.Instance.Id}/{request.Id}", kind, payload, stop);
        return EffectResult.Done;
    }
}
