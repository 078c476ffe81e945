using OcrWorkflows.Host.Hosting;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>The handful of cron schedules, in memory: each names work that is safe to repeat.</summary>
public static class ScheduleRegistration
{
    /// <summary>In which the hours of schedules are meant.</summary>
    public const string TimeZone = "Europe/London";

    public static IServiceCollection AddSchedules(this IServiceCollection services, HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!CronExpression.TryParse(settings.LapseCron, out _))
        {
            throw new SettingsException($"The setting Schedules:Lapse is '{settings.LapseCron}', which is no cron expression; an example is '0 30 2 * * ?' (half past two every night).");
        }

        services.AddQuartz(quartz =>
        {
            var lapse = new JobKey("lapse");
            quartz.AddJob<LapseJob>(job => job.WithIdentity(lapse).StoreDurably());
            quartz.AddTrigger(trigger => trigger
                .ForJob(lapse)
                .WithIdentity("lapse")
                .WithCronSchedule(settings.LapseCron, cron => cron
                    .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(TimeZone))
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
