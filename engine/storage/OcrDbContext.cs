using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OcrWorkflows.Storage;

/// <summary>A part of the model, registered by whoever owns it: the engine, the register, sign-in.</summary>
public interface IModelPart
{
    void Configure(ModelBuilder model);
}

/// <summary>The one database context, put together from the registered parts.</summary>
public sealed class OcrDbContext(DbContextOptions<OcrDbContext> options, IEnumerable<IModelPart> parts) : DbContext(options)
{
    private readonly IReadOnlyList<IModelPart> _parts = [.. parts];

    internal string PartsKey => string.Join(',', _parts.Select(p => p.GetType().FullName));

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        optionsBuilder.ReplaceService<IModelCacheKeyFactory, PartsModelCacheKey>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (var part in _parts)
        {
            part.Configure(modelBuilder);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<InstanceId>().HaveConversion<InstanceIdConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
