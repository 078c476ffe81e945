using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Enters an approved centre in the register (R112). One that has no national centre number yet gets the next free one.</summary>
internal sealed class RegisterCentre : OcrEffect
{
    /// <summary>Numbers are given from here on (sample value: which are free at the awarding body was not found).</summary>
    private const int FirstNumber = 30001;

    private const int LastNumber = 99999;

    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.RegisterCentre", "Enters the centre in the register, with a centre number (R112).", ["centreNumber", "name", "centreType", "legalForm", "nation"], ["number"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var number = request.Inputs["centreNumber"] as string is { Length: > 0 } given ? Checked(given) : await NextAsync(context.Database, stop);
        var centre = await context.Database.Set<Centre>().FindAsync([number], stop);
        if (centre is null)
        {
            context.Database.Add(new Centre
            {
                Number = number,
                Name = Text(request, "name"),
                Type = Text(request, "centreType"),
                LegalForm = Text(request, "legalForm"),
                Nation = Text(request, "nation"),
                Status = CentreStatus.Approved,
                VocationalApprovalGrantedOn = Today(context),
            });
        }
        else if (centre.Status != CentreStatus.Approved)
        {
            centre.Status = CentreStatus.Approved;
            centre.StatusBeforeLapse = null;
            centre.VocationalApprovalGrantedOn = Today(context);
            centre.VocationalApprovalLapsedOn = null;
            centre.Version++;
        }

        context.Instance.CentreNumber ??= number;
        return new EffectResult("Done", new Dictionary<string, object?> { ["number"] = number });
    }

    private static string Checked(string number) => number.Length == 5 && number.All(char.IsAsciiDigit)
        ? number
        : throw new EffectException("EFF009", "The centre number is not five digits.", "Correct it in the application, or leave it empty for a centre that has none.");

    private static async Task<string> NextAsync(OcrDbContext database, CancellationToken stop)
    {
        var first = FirstNumber.ToString(CultureInfo.InvariantCulture);
        var highest = await database.Set<Centre>().Where(c => c.Number.CompareTo(first) >= 0).OrderByDescending(c => c.Number).Select(c => c.Number).FirstOrDefaultAsync(stop);
        var next = highest is null ? FirstNumber : int.Parse(highest, CultureInfo.InvariantCulture) + 1;
        return next <= LastNumber
            ? next.ToString(CultureInfo.InvariantCulture)
            : throw new EffectException("EFF010", "There is no free centre number.", "Give the application a number.");
    }
}
