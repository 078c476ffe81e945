using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Issues the certificate of the whole once the combination is complete (R111), once. Results that the register does not hold leave no certificate in it.</summary>
internal sealed class IssueFullCertificate : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.IssueFullCertificate", "Issues the full certificate of a candidate (R111).", ["certificateReference", "centreNumber", "qualificationCode", "candidate"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        if (request.Inputs.GetValueOrDefault("candidate") is not string { Length: > 0 } text)
        {
            return EffectResult.Done;
        }

        var database = context.Database;
        var (reference, qualification) = (Text(request, "certificateReference"), Text(request, "qualificationCode"));
        var candidate = Guid.TryParse(text, out var id) ? await database.Set<Candidate>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, stop) : null;
        if (candidate is null)
        {
            throw new EffectException("EFF019", "There is no such candidate.", "It was removed while its workflow was running: cancel the workflow.");
        }

        if (!await database.Set<Certificate>().AnyAsync(c => c.CandidateId == id && c.QualificationCode == qualification && c.UnitCode == "", stop))
        {
            database.Add(new Certificate
            {
                Id = context.Ids.Next(),
                ClaimNumber = reference,
                ClaimLineNumber = 1,
                CentreNumber = candidate.CentreNumber,
                CandidateId = id,
                QualificationCode = qualification,
                UnitCode = "",
                IssuedOn = Today(context),
                IsSample = candidate.IsSample,
            });
        }

        return EffectResult.Done;
    }
}
