using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Grants an approval and starts the workflow that accompanies it to its lapse. One that is in force stays as it is.</summary>
/// <param name="services">Looked up late: granting goes through the Inbox, which is built from the activities.</param>
internal sealed class GrantApproval(IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.GrantApproval", "Grants an approval and starts qualification-delivery for it.", ["centreNumber", "scope", "covers"], ["approvalReference"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var word = Text(request, "scope");
        if (!Enum.TryParse<ApprovalScope>(word, out var scope) || !Enum.IsDefined(scope))
        {
            throw new EffectException("EFF011", $"\"{Identifiers.Mask.Plain(word)}\" is not a scope of approval.", $"Use one of {string.Join(", ", Enum.GetNames<ApprovalScope>())}.");
        }

        var covers = request.Inputs["covers"] as string ?? "";
        var granted = await services.GetRequiredService<ApprovalService>()
            .GrantWithinAsync(context.Database, new Grant(Text(request, "centreNumber"), scope, covers, Today(context)), context.Actor, stop);
        return granted.Problem is { } problem
            ? throw new EffectException("EFF012", problem, "Register the centre first, then retry.")
            : new EffectResult("Done", new Dictionary<string, object?> { ["approvalReference"] = granted.Reference });
    }
}
