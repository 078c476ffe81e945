using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage.Operations;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>A sweep that hosts run by themselves.</summary>
/// <param name="Sweep">Name of its runs, such as <see cref="LapseSweep.Name"/>.</param>
public sealed record Schedule(string Sweep, CronExpression Times)
{
    /// <summary>In which the hours of schedules are meant.</summary>
    public const string TimeZone = "Europe/London";

    /// <exception cref="SettingsException">A setting is no cron expression; the message names it.</exception>
    public static IReadOnlyList<Schedule> All(HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var lapse = Lapse(settings.LapseCron);
        return settings.RetentionCron is { } cron ? [lapse, new Schedule(RetentionSweep.Name, Read("Schedules:Retention", cron))] : [lapse];
    }

    /// <exception cref="SettingsException">It is no cron expression.</exception>
    public static Schedule Lapse(string cron) => new(LapseSweep.Name, Read("Schedules:Lapse", cron));

    public DateTimeOffset? NextAfter(DateTimeOffset now) => Times.GetNextValidTimeAfter(now);

    private static CronExpression Read(string setting, string cron) => CronExpression.TryParse(cron, out _)
        ? new CronExpression(cron, TimeZoneInfo.FindSystemTimeZoneById(TimeZone))
        : throw new SettingsException($"The setting {setting} is '{cron}', which is no cron expression; an example is '0 30 2 * * ?' (half past two every night).");
}
