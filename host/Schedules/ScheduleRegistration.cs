using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage.Operations;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>The handful of cron schedules, in memory: each names work that is safe to repeat.</summary>
public static class ScheduleRegistration
{
    public static IServiceCollection AddSchedules(this IServiceCollection services, HostSettings settings)
    {
        var schedules = Schedule.All(settings);
        services.AddSingleton(schedules);
        services.AddSingleton<SweepBoard>();
        services.AddQuartz(quartz =>
        {
            foreach (var schedule in schedules)
            {
                Add(quartz, schedule);
            }
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    private static void Add(IQuartzBuilder quartz, Schedule schedule)
    {
        switch (schedule.Sweep)
        {
            case LapseSweep.Name:
                Add<LapseJob>(quartz, schedule);
                break;
            case RetentionSweep.Name:
                Add<RetentionJob>(quartz, schedule);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Sweep, "No job runs this sweep.");
        }
    }

    private static void Add<TJob>(IQuartzBuilder quartz, Schedule schedule)
        where TJob : IJob
    {
        var job = new JobKey(schedule.Sweep);
        quartz.AddJob<TJob>(configure => configure.WithIdentity(job).StoreDurably());
        quartz.AddTrigger(trigger => trigger
            .ForJob(job)
            .WithIdentity(schedule.Sweep)
            .WithCronSchedule(schedule.Times.CronExpressionString, cron => cron
                .InTimeZone(schedule.Times.TimeZone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
    }
}
