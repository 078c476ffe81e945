using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace OcrWorkflows.Storage.Prepared;

/// <summary>A table as the model describes it: what prepared commands are made of.</summary>
internal sealed class TableShape
{
    private static readonly ConditionalWeakTable<IEntityType, TableShape> s_shapes = [];

    private TableShape(IEntityType type, ISqlGenerationHelper names)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table) ?? throw new InvalidOperationException($"{type.Name} has no table.");
        Name = names.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        Columns = [.. type.GetProperties().Select(p => new TableColumn(p, names.DelimitIdentifier(p.GetColumnName(table)!)))];
        Keys = [.. Enumerable.Range(0, Columns.Length).Where(i => Columns[i].IsKey)];
        if (Columns.Length > 64)
        {
            throw new InvalidOperationException($"{Name} has {Columns.Length} columns; prepared commands take 64.");
        }

        Lock = Array.FindIndex(Columns, c => c.IsLock);
        KeysAndLock = Lock < 0 ? Keys : [.. Keys, Lock];
    }

    public string Name { get; }

    public TableColumn[] Columns { get; }

    /// <summary>Places of the key's columns.</summary>
    public int[] Keys { get; }

    /// <summary>Place of the column that a change must find as it was read; -1 when the table has none.</summary>
    public int Lock { get; }

    /// <summary>Places of what an update finds its row by.</summary>
    public int[] KeysAndLock { get; }

    public static TableShape Of(OcrDbContext database, Type type)
    {
        var entity = database.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is no part of the model.");
        return s_shapes.TryGetValue(entity, out var known) ? known : s_shapes.GetValue(entity, e => new TableShape(e, database.GetService<ISqlGenerationHelper>()));
    }

    /// <summary>The values of a row, as the model has them.</summary>
    public object?[] ValuesOf(object row) => Array.ConvertAll(Columns, c => c.ValueOf(row));
}

internal sealed class TableColumn(IProperty property, string name)
{
    private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();
    private readonly IClrPropertyGetter _getter = property.GetGetter();

    /// <summary>Delimited.</summary>
    public string Name { get; } = name;

    public bool IsKey { get; } = property.IsPrimaryKey();

    public bool IsLock { get; } = property.IsConcurrencyToken;

    public object? ValueOf(object row) => _getter.GetClrValue(row);

    public void Put(object row, object? value) => property.PropertyInfo!.SetValue(row, value);

    public object ToStore(object? value) => (value is not null && _mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

    public DbParameter Parameter(DbCommand command, string parameter) => _mapping.CreateParameter(command, parameter, null, property.IsNullable);

    public object? Read(DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            return null;
        }

        var type = _mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        object value = type == typeof(string) ? reader.GetString(ordinal)
            : type == typeof(long) ? reader.GetInt64(ordinal)
            : type == typeof(int) ? reader.GetInt32(ordinal)
            : type == typeof(bool) ? reader.GetBoolean(ordinal)
            : type == typeof(Guid) ? reader.GetGuid(ordinal)
            : throw new InvalidOperationException($"A column of {type.Name} is not read by prepared commands.");
        return _mapping.Converter is { } converter ? converter.ConvertFromProvider(value) : value;
    }
}
