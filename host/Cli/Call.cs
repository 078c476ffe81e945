using System.CommandLine;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli;

/// <summary>One run of a command. Services are built when first asked for, so that small commands start at once.</summary>
internal sealed class Call(ParseResult parsed, Shell shell) : IAsyncDisposable
{
    /// <summary>Who acts when <c>--as</c> is not given.</summary>
    public const string DefaultUser = "admin";

    private IConfigurationRoot? _configuration;
    private HostSettings? _settings;
    private ServiceProvider? _services;

    public ParseResult Parsed { get; } = parsed;

    public Terminal Terminal { get; } = new(shell.Output, shell.Error, parsed.GetValue(shell.Options.Json));

    public IConfigurationRoot Configuration => _configuration ??= shell.Configuration(Parsed);

    public HostSettings Settings => _settings ??= HostSettings.From(Configuration);

    public IServiceProvider Services => _services ??= Compose();

    public T Get<T>()
        where T : notnull =>
        Services.GetRequiredService<T>();

    /// <summary>The database must be there: commands that only read never make one.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public void DemandDatabase()
    {
        if (Settings.Provider == DatabaseProvider.Sqlite && !File.Exists(Settings.Database))
        {
            throw new UsageException($"There is no database {Settings.Database} yet. Make one with ./run or ./ocr migrate, or name another with --database.");
        }
    }

    /// <summary>Libraries as the database has them.</summary>
    public async Task LoadLibrariesAsync(CancellationToken stop)
    {
        DemandDatabase();
        await Get<RuleSetLibrary>().RefreshAsync(stop);
        await Get<DefinitionLibrary>().RefreshAsync(stop);
    }

    /// <summary>Who acts. In a database without users anyone may; otherwise the user must exist and hold one of the policy's roles.</summary>
    /// <exception cref="UsageException">No such user, or not allowed.</exception>
    public async Task<Actor> ActorAsync(string policy, CancellationToken stop)
    {
        var name = Parsed.GetValue(shell.Options.As) ?? DefaultUser;
        await using var scope = Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<People>();
        if (!await people.AnyAsync(stop))
        {
            return new Actor(name);
        }

        var user = await people.FindAsync(name)
            ?? throw new UsageException($"There is no user {name}. Name one with --as; ./ocr user list shows them.");
        if (user.SwitchedOff)
        {
            throw new UsageException($"{user.Name} is switched off. Name another user with --as; ./ocr user list shows them.");
        }

        var allowed = Policies.RolesOf[policy];
        return user.Roles.Intersect(allowed).Any()
            ? new Actor(user.Name)
            : throw new UsageException($"{name} may not do this: it takes the role {string.Join(" or ", allowed)}, and {name} has {string.Join(", ", user.Roles)}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration);
        services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None) // what it reports, it also throws
            .AddProvider(new ErrorLog(shell.Error)));
        services.AddOcr(Settings, Configuration);
        return services.BuildServiceProvider();
    }
}
