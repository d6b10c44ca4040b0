using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChiSo.Application.Database;

/// <summary>The one model, mapped by the entities themselves. One subclass per database, each with its migrations.</summary>
public abstract class ChiSoContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The chain of the trail whose part this context's transaction has taken; <c>null</c> for none. See <see cref="Audit.Trail.LockPartAsync"/>.</summary>
    internal string? PartOf { get; set; }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ChiSoContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<CriterionCode>().HaveConversion<CriterionCodeConverter>();
        configurationBuilder.Properties<Points>().HaveConversion<PointsConverter>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private sealed class CriterionCodeConverter() : ValueConverter<CriterionCode, string>(code => code.Value, text => new(text));

    /// <summary>Whole ten-thousandths: decimals in SQLite are text, which sorts 10.0 before 9.5.</summary>
    private sealed class PointsConverter() : ValueConverter<Points, long>(points => (long)(points.Value * 10_000), stored => new(stored / 10_000m));

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        instant => instant.Kind == DateTimeKind.Utc ? instant : instant.ToUniversalTime(),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}

/// <summary>The embedded default.</summary>
public sealed class SqliteChiSoContext(DbContextOptions<SqliteChiSoContext> options) : ChiSoContext(options);

/// <summary>The server, by connection string.</summary>
public sealed class PostgresChiSoContext(DbContextOptions<PostgresChiSoContext> options) : ChiSoContext(options);
