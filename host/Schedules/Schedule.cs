using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage.Operations;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>A sweep that hosts run by themselves.</summary>
/// <param name="Sweep">Name of its runs, such as <see cref="LapseSweep.Name"/>.</param>
/// <param name="Setting">Key of the setting that says when.</param>
public sealed record Schedule(string Sweep, string Setting, CronExpression Times)
{
    /// <summary>In which the hours of schedules are meant.</summary>
    public const string TimeZone = "Europe/London";

    /// <exception cref="SettingsException">A setting is no cron expression; the message names it.</exception>
    public static IReadOnlyList<Schedule> All(HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var lapse = new Schedule(LapseSweep.Name, "Schedules:Lapse", Read("Schedules:Lapse", settings.LapseCron));
        return settings.RetentionCron is { } cron ? [lapse, new Schedule(RetentionSweep.Name, "Schedules:Retention", Read("Schedules:Retention", cron))] : [lapse];
    }

    public DateTimeOffset? NextAfter(DateTimeOffset now) => Times.GetNextValidTimeAfter(now);

    private static CronExpression Read(string setting, string cron) => CronExpression.TryParse(cron, out _)
        ? new CronExpression(cron, TimeZoneInfo.FindSystemTimeZoneById(TimeZone))
        : throw new SettingsException($"The setting {setting} is '{cron}', which is no cron expression; an example is '0 30 2 * * ?' (half past two every night).");
}
