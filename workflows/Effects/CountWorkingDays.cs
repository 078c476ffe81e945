using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Counts the working days after a day up to today, that day being day 0.</summary>
/// <param name="services">Looked up late: the library of definitions is built from the activities.</param>
internal sealed class CountWorkingDays(IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } = new(
        "Ocr.CountWorkingDays",
        new Dictionary<string, Type>(StringComparer.Ordinal) { ["from"] = typeof(DateOnly) },
        ["days"],
        ["Done"],
        "Counts the working days from a day, which is day 0, up to today.");

    public override Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var from = (DateOnly)request.Inputs["from"]!;
        var calendar = services.GetRequiredService<ICalendarSource>().Current;
        var days = 0L;
        for (var (day, today) = (from.AddDays(1), Today(context)); day <= today; day = day.AddDays(1))
        {
            days += calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return Task.FromResult(new EffectResult("Done", new Dictionary<string, object?> { ["days"] = days }));
    }
}
