using Microsoft.Extensions.DependencyInjection.Extensions;
using OcrWorkflows.Centres;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Mail;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.JavaScript;
using OcrWorkflows.JavaScript.Hosting;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Hosting;

/// <summary>Puts the parts together, alike for the web host and the command line.</summary>
public static class Composition
{
    public static IServiceCollection AddOcr(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(settings);
#pragma warning disable RS0030 // The composition root is the one place that names the machine's clock.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.AddSingleton<CalendarFile>();
        services.AddSingleton<ICalendarSource>(provider => provider.GetRequiredService<CalendarFile>());
        services.AddSingleton(new PublishingOptions { ApprovalNeeded = settings.FileChanges == FileChanges.Propose, HostName = $"{Environment.MachineName}:{Environment.ProcessId}" });
        services.AddSingleton(new BulkLimits(settings.ConfirmAbove));
        services.AddOcrStorage((_, options) => Databases.Configure(options, settings));
        services.AddMail(settings);
        services.AddOcrCentres(options =>
        {
            configuration.GetSection("Centres").Bind(options);
            options.RuleSetsPath = settings.RuleSetsPath;
            DemandWarnDays(options, settings.Retention);
        });
        services.AddSingleton<IScripts>(_ => new ScriptWorkers(new ScriptLimits()));
        services.AddSingleton<IScriptRunner, WorkerScripts>();
        services.AddPeople();
        services.AddSingleton<Schema>();
        services.AddSingleton<ContentFiles>();
        services.AddSingleton<ContentPublisher>();
        services.AddSingleton<PublishedFiles>();
        services.AddSingleton<ContentPublishing>();
        services.AddSingleton<ProposalReplays>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<ShippedContent>();
        services.AddSingleton(settings.Retention);
        services.AddSingleton<Workflows.InstanceQueries>();
        services.AddSingleton<Workflows.BulkRequests>();
        services.AddSingleton<Workflows.HowFar>();
        services.AddSingleton<ContentSchemas>();
        services.AddSingleton<Appeals.AppealPacks>();
        services.AddSingleton<Appeals.AppealPackCheck>();
        services.AddSingleton<Workflows.InstanceStarting>();
        services.AddSingleton<Workflows.TaskQueries>();
        services.AddScoped<Workflows.TaskHands>();
        services.AddSingleton<Workflows.DefinitionComparisons>();
        services.AddSingleton<Register.EntryQueries>();
        services.AddSingleton<Register.ClaimQueries>();
        services.AddSingleton<Register.VisitQueries>();
        services.AddSingleton<Register.CertificateQueries>();
        services.AddSingleton<Demo.SummaryQueries>();
        services.AddSingleton<Rehearsals.Rehearsal>();
        services.AddSingleton<Simulation.Simulator>();
        return services;
    }

    /// <exception cref="SettingsException">A centre could not be written to so early, or would be written to again once the first letter is forgotten.</exception>
    private static void DemandWarnDays(CentresOptions options, RetentionPeriods kept)
    {
        if (options.LapseWarnDays.Any(days => days is < 0 or > CentresOptions.MostLapseWarnDays))
        {
            throw new SettingsException($"The setting Centres:LapseWarnDays holds {string.Join(", ", options.LapseWarnDays)}; use whole numbers of days from 1 to {CentresOptions.MostLapseWarnDays}, or a single 0 for no warning.");
        }

        var longest = options.LapseWarnDays.Count == 0 ? CentresOptions.DefaultLapseWarnDays.Max() : options.LapseWarnDays.Max();
        if (kept.SentMessages is { } period && period.TotalDays < longest)
        {
            throw new SettingsException($"The setting Retention:SentMessagesDays is {period.TotalDays}, less than the {longest} of Centres:LapseWarnDays: a centre would be warned of the same lapse twice. Keep them as long, or for good with 0.");
        }
    }
}
