using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Issues a certificate for each line of the claim that has none (R109 to R111).</summary>
internal sealed class IssueCertificates : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.IssueCertificates", "Issues the certificates of the claim (R109).", ["claimNumber"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var claim = await ClaimAsync(request, context, stop);
        var database = context.Database;
        var lines = await database.Set<ClaimLine>().AsNoTracking().Where(l => l.ClaimNumber == claim.ClaimNumber).OrderBy(l => l.LineNumber).ToListAsync(stop);
        var issued = await database.Set<Certificate>().Where(c => c.ClaimNumber == claim.ClaimNumber).Select(c => c.ClaimLineNumber).ToListAsync(stop);
        foreach (var line in lines.Where(l => !issued.Contains(l.LineNumber)))
        {
            database.Add(new Certificate
            {
                Id = context.Ids.Next(),
                ClaimNumber = claim.ClaimNumber,
                ClaimLineNumber = line.LineNumber,
                CentreNumber = claim.CentreNumber,
                CandidateId = line.CandidateId,
                QualificationCode = claim.QualificationCode,
                UnitCode = line.UnitCode,
                Grade = line.Grade,
                IssuedOn = Today(context),
                IsSample = claim.IsSample,
            });
        }

        if (claim.Status != ClaimStatus.Processed)
        {
            claim.Status = ClaimStatus.Processed;
            claim.Version++;
            await NotifyAsync(context, $"certificates-issued:{claim.ClaimNumber}", "certificates-issued", new Dictionary<string, object?>
            {
                ["claim"] = claim.ClaimNumber,
                ["centre"] = claim.CentreNumber,
                ["certificates"] = (long)lines.Count,
            }, stop);
        }

        return EffectResult.Done;
    }
}
