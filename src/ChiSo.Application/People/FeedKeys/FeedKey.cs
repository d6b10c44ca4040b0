using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>What a program of a person's, such as Excel, reads the feeds with ("khóa nguồn dữ liệu"): under the rights the person has at that moment, reading only, until a day or until it is revoked.</summary>
public sealed class FeedKey
{
    private const string Prefix = "chiso-feed-"; // so that a key left lying somewhere is known for what it is
    private const int Letters = 40; // 160 random bits

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AccountId { get; init; }

    /// <summary>Where it is used, in the person's own words.</summary>
    public required string Label { get; init; }

    /// <summary>One-way: the key itself stands nowhere.</summary>
    public required string KeyHash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime Until { get; init; }

    /// <summary>UTC; <c>null</c> while nobody revoked it.</summary>
    public DateTime? RevokedAt { get; private set; }

    public bool HoldsAt(DateTime instant) => RevokedAt is null && instant < Until;

    public void Revoke(DateTime at) => RevokedAt ??= at;

    internal static string New() => Prefix + RandomNumberGenerator.GetHexString(Letters, lowercase: true);

    internal static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("chiso feed key " + key.Trim())));

    private sealed class Mapping : IEntityTypeConfiguration<FeedKey>
    {
        public void Configure(EntityTypeBuilder<FeedKey> builder)
        {
            builder.ToTable("feed_keys");
            builder.HasIndex(key => key.KeyHash).IsUnique();
            builder.HasIndex(key => key.AccountId);
            builder.HasOne<Account>().WithMany().HasForeignKey(key => key.AccountId);
        }
    }
}

/// <summary>The table of keys of the feeds.</summary>
public static class FeedKeyTables
{
    extension(ChiSoContext context)
    {
        public DbSet<FeedKey> FeedKeys => context.Set<FeedKey>();
    }
}
