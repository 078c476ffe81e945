using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Migrations.Postgres;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Migrations.SqlServer;

namespace OcrWorkflows.Storage.Tests;

/// <summary>What is stored is stored alike by every database: instants as ticks, money as integer pence, enums as words, text that is a key with a length.</summary>
public sealed class StoreTypeTests
{
    private static readonly Type[] Alike = [typeof(string), typeof(long), typeof(int), typeof(bool), typeof(Guid), typeof(DateOnly), typeof(byte[])];

    private static readonly IModelPart[] Parts = [new EngineModel(), new RegisterModel(), new IdentityModelPart()];

    [Test]
    public void Every_column_has_a_type_that_all_databases_have_alike([Values("Sqlite", "SqlServer", "Postgres")] string provider)
    {
        using var database = Open(provider, Parts);
        Assert.That(Violations(database.Model), Is.Empty);
        Assert.That(database.Model.GetEntityTypes().Count(), Is.GreaterThan(20));
    }

    [Test]
    public void A_column_of_another_type_is_found([Values("Sqlite", "SqlServer", "Postgres")] string provider)
    {
        using var database = Open(provider, [.. Parts, new PlantedModel()]);
        Assert.That(Violations(database.Model), Is.EquivalentTo(new[] { "Planted.Amount", "Planted.Taken", "Planted.Code" }));
    }

    private static IEnumerable<string> Violations(IModel model) =>
        from entity in model.GetEntityTypes()
        from property in entity.GetProperties()
        let mapping = property.GetTypeMapping()
        let stored = mapping.Converter?.ProviderClrType ?? mapping.ClrType
        where !Alike.Contains(Nullable.GetUnderlyingType(stored) ?? stored)
            || (stored == typeof(string) && (property.IsKey() || property.IsIndex()) && property.GetMaxLength() is null)
        select $"{entity.ClrType.Name}.{property.Name}";

    internal static OcrDbContext Open(string provider, IModelPart[] parts)
    {
        var options = new DbContextOptionsBuilder<OcrDbContext>();
        switch (provider)
        {
            case "Sqlite":
                OcrSqlite.Configure(options, "never-opened.db");
                break;
            case "SqlServer":
                OcrSqlServer.Configure(options, "Server=never-opened");
                break;
            default:
                OcrPostgres.Configure(options, "Host=never-opened");
                break;
        }

        return new OcrDbContext(options.Options, parts);
    }

    private sealed class Planted
    {
        public required string Code { get; set; }
        public decimal Amount { get; set; }
        public DateTime Taken { get; set; }
    }

    private sealed class PlantedModel : IModelPart
    {
        public void Configure(ModelBuilder model) => model.Entity<Planted>().HasKey(p => p.Code);
    }
}
