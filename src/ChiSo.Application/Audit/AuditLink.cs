using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Audit;

/// <summary>One link of a chain of the trail: added, never changed. What it hashes is described in <c>docs/reference/audit-trail.md</c>.</summary>
public sealed class AuditLink
{
    /// <summary><c>installation</c>, or <c>round:</c> and the round's code.</summary>
    public required string Chain { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Hash of the link before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>UTC, whole microseconds: both databases keep them.</summary>
    public required DateTime At { get; init; }

    public required Guid By { get; init; }

    public required Guid Mandate { get; init; }

    /// <summary>What was done, such as <c>round.imported</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 of salt and payload, in hex.</summary>
    public required string PayloadHash { get; init; }

    /// <summary>SHA-256 of the canonical bytes of all the above, in hex.</summary>
    [System.Text.Json.Serialization.JsonInclude]
    public string Hash { get; private set; } = "";

    /// <summary>What the hash must be for what the link says.</summary>
    public string ComputeHash()
    {
        string[] fields =
        [
            "chiso-link-1", Chain, Sequence.ToString(CultureInfo.InvariantCulture), PreviousHash,
            At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            By.ToString("D"), Mandate.ToString("D"), Act, Subject, PayloadHash,
        ];
        var bytes = new StringBuilder();
        foreach (var field in fields)
            bytes.Append(Encoding.UTF8.GetByteCount(field).ToString(CultureInfo.InvariantCulture)).Append(':').Append(field).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bytes.ToString())));
    }

    /// <summary>Fixes the hash. Done once, when the link is made.</summary>
    public AuditLink Sealed()
    {
        Hash = ComputeHash();
        return this;
    }

    private sealed class Mapping : IEntityTypeConfiguration<AuditLink>
    {
        public void Configure(EntityTypeBuilder<AuditLink> builder)
        {
            builder.ToTable("audit_links");
            builder.HasKey(link => new { link.Chain, link.Sequence });
            builder.Property(link => link.Hash);
        }
    }
}

/// <summary>What a link speaks of (before, after, reason), beside it: the law may ask for its erasure while the chain still verifies.</summary>
public sealed class AuditPayload
{
    public required string Chain { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Hex of 16 random bytes, so that a hash tells nothing about a payload that was erased.</summary>
    public required string Salt { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Json { get; init; }

    public static string HashOf(string salt, string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{json}")));

    private sealed class Mapping : IEntityTypeConfiguration<AuditPayload>
    {
        public void Configure(EntityTypeBuilder<AuditPayload> builder)
        {
            builder.ToTable("audit_payloads");
            builder.HasKey(payload => new { payload.Chain, payload.Sequence });
        }
    }
}

/// <summary>Where a chain stands: the row a writer locks.</summary>
public sealed class AuditChain
{
    public required string Chain { get; init; }

    public long Count { get; set; }

    public string Head { get; set; } = Start;

    /// <summary>The hash before the first link.</summary>
    public static readonly string Start = new('0', 64);

    private sealed class Mapping : IEntityTypeConfiguration<AuditChain>
    {
        public void Configure(EntityTypeBuilder<AuditChain> builder)
        {
            builder.ToTable("audit_chains");
            builder.HasKey(chain => chain.Chain);
        }
    }
}

/// <summary>The trail's tables.</summary>
public static class AuditTables
{
    extension(ChiSoContext context)
    {
        public DbSet<AuditLink> AuditLinks => context.Set<AuditLink>();

        public DbSet<AuditPayload> AuditPayloads => context.Set<AuditPayload>();

        public DbSet<AuditChain> AuditChains => context.Set<AuditChain>();
    }
}
