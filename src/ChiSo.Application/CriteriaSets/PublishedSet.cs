using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A version of a criteria set as rounds use it: its tree never changes.</summary>
public sealed class PublishedSet
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    public required int Version { get; init; }

    /// <summary>The tree in canonical JSON.</summary>
    public required string Tree { get; init; }

    /// <summary>SHA-256 of <see cref="Tree"/>, in hex.</summary>
    public required string Hash { get; init; }

    public static PublishedSet Of(CriteriaSet set)
    {
        var tree = EngineJson.ToText(set);
        return new() { Code = set.Code, Version = set.Version, Tree = tree, Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tree))) };
    }

    public CriteriaSet Read() => EngineJson.Read<CriteriaSet>(Tree);

    private sealed class Mapping : IEntityTypeConfiguration<PublishedSet>
    {
        public void Configure(EntityTypeBuilder<PublishedSet> builder)
        {
            builder.ToTable("criteria_sets");
            builder.HasIndex(set => new { set.Code, set.Version, set.Hash }).IsUnique();
        }
    }
}

/// <summary>The table of criteria sets.</summary>
public static class CriteriaSetTables
{
    extension(ChiSoContext context)
    {
        public DbSet<PublishedSet> CriteriaSets => context.Set<PublishedSet>();
    }
}
