using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Turns;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Registers the context's factory, the <see cref="Inbox"/>, the <see cref="DueTimers"/> and the libraries, all as singletons.
    /// It expects <see cref="TimeProvider"/>, <see cref="ICalendarSource"/> and <see cref="IFactsCatalogue"/>, and takes every
    /// <see cref="IModelPart"/>, <see cref="ActivityDescriptor"/> and <see cref="IEffectHandler"/> that is registered as a singleton.
    /// </summary>
    /// <param name="configure">Names the database: <c>OcrSqlite.Configure</c>, <c>OcrSqlServer.Configure</c> or <c>OcrPostgres.Configure</c>.</param>
    public static IServiceCollection AddOcrStorage(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddDbContextFactory<OcrDbContext>(configure);
        services.TryAddSingleton<IIdSource, TimeOrderedIds>();
        services.AddSingleton<IModelPart, EngineModel>();
        services.AddSingleton(provider => new ActivityCatalogue(provider.GetServices<ActivityDescriptor>()) { Scripts = provider.GetService<IScriptRunner>() });
        services.AddSingleton<EffectHandlers>();
        services.AddSingleton<CalendarArchive>();
        services.AddSingleton<OutboxClaims>();
        services.AddSingleton<EarlyEvents>();
        services.AddSingleton<KeptEvents>();
        services.AddSingleton<Families>();
        services.AddSingleton<TurnTaker>();
        services.AddSingleton<TimerClaims>();
        services.AddSingleton<RefusedChanges>();
        services.AddSingleton<VersionWriter>();
        services.TryAddSingleton<PublishingOptions>();
        services.AddSingleton(p => new RuleSetLibrary(
            Get<IDbContextFactory<OcrDbContext>>(p), Get<IFactsCatalogue>(p), Get<VersionWriter>(p), Get<PublishingOptions>(p), Get<IIdSource>(p), Get<ILogger<RuleSetLibrary>>(p)));
        services.AddSingleton<IPublishedKind>(p => new RuleSetKind(Get<RuleSetLibrary>(p)));
        services.AddSingleton<IPublishedKind>(p => new DefinitionKind(Get<DefinitionLibrary>(p)));
        services.AddSingleton<PublishedKinds>();
        services.AddSingleton(p => new ProposalStore(Get<IDbContextFactory<OcrDbContext>>(p), Get<PublishedKinds>(p), Get<RefusedChanges>(p), Get<IIdSource>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Approvals(
            Get<IDbContextFactory<OcrDbContext>>(p), Get<PublishedKinds>(p), Get<ICalendarSource>(p), Get<TimeProvider>(p), Get<ILogger<Approvals>>(p)));
        services.AddSingleton(p => new ReplayQueue(Get<IDbContextFactory<OcrDbContext>>(p), Get<RuleSetLibrary>(p), Get<PublishingOptions>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new DefinitionLibrary(
            Get<IDbContextFactory<OcrDbContext>>(p), Get<ActivityCatalogue>(p), Get<RefusedChanges>(p), Get<PublishingOptions>(p), Get<IIdSource>(p), Get<TimeProvider>(p), Get<ILogger<DefinitionLibrary>>(p)));
        services.AddSingleton<TurnContexts>();
        services.AddSingleton(p => new Inbox(
            Get<TurnContexts>(p), Get<DefinitionLibrary>(p), Get<TurnTaker>(p), Get<KeptEvents>(p), Get<IIdSource>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new DueTimers(
            Get<IDbContextFactory<OcrDbContext>>(p), Get<Inbox>(p), Get<TimerClaims>(p), Get<TimeProvider>(p), Get<ILogger<DueTimers>>(p)));
        services.AddSingleton<IOutboxChannel>(p => new WorkflowEventChannel(Get<IDbContextFactory<OcrDbContext>>(p), p, Get<DefinitionLibrary>(p)));
        services.AddSingleton(p => new OutboxSender(Get<IDbContextFactory<OcrDbContext>>(p), Get<OutboxClaims>(p), Get<PauseSwitch>(p), p.GetServices<IOutboxChannel>(), Get<TimeProvider>(p), Get<ILogger<OutboxSender>>(p)));
        services.AddSingleton(p => new InstanceOperations(Get<IDbContextFactory<OcrDbContext>>(p), Get<Inbox>(p)));
        services.AddSingleton(p => new TaskDesk(Get<IDbContextFactory<OcrDbContext>>(p), Get<TimeProvider>(p)));
        services.TryAddSingleton(new BulkLimits(ConfirmAbove: 100));
        services.AddSingleton(p => new BulkOperations(Get<IDbContextFactory<OcrDbContext>>(p), Get<InstanceOperations>(p), Get<BulkLimits>(p), Get<IIdSource>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new BulkWork(Get<IDbContextFactory<OcrDbContext>>(p), Get<InstanceOperations>(p), Get<PublishingOptions>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new RetentionSweep(Get<IDbContextFactory<OcrDbContext>>(p), Get<PauseSwitch>(p), Get<SweepLog>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new SweepLog(Get<IDbContextFactory<OcrDbContext>>(p), Get<IIdSource>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new CalendarPreview(Get<IDbContextFactory<OcrDbContext>>(p), Get<ICalendarSource>(p)));
        services.AddSingleton(p => new PauseSwitch(Get<IDbContextFactory<OcrDbContext>>(p), Get<TimeProvider>(p)));
        services.AddSingleton(p => new Verifier(Get<IDbContextFactory<OcrDbContext>>(p), Get<DefinitionLibrary>(p), Get<CalendarArchive>(p), Get<TimeProvider>(p)));
        return services;
    }

    private static T Get<T>(IServiceProvider provider) where T : notnull => provider.GetRequiredService<T>();
}
