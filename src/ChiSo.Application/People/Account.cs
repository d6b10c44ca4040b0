using ChiSo.Application.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>A person who signs in. What the person may do comes from mandates, never from the account.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>As it stands on documents.</summary>
    public required string FullName { get; set; }

    /// <summary>Whether the account may sign in; one that was ever used is closed, not deleted, because the trail names it.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether the person wants no daily digest of open work.</summary>
    public bool WithoutDigest { get; set; }

    /// <summary>Whether the digest is written in English; in Vietnamese otherwise.</summary>
    public bool ReadsEnglish { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts");
            builder.HasIndex(account => account.NormalizedUserName).IsUnique();
            builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        }
    }

    private sealed class Claims : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
        {
            builder.ToTable("account_claims");
            builder.HasOne<Account>().WithMany().HasForeignKey(claim => claim.UserId);
        }
    }

    private sealed class Logins : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
        {
            builder.ToTable("account_logins");
            builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
            builder.HasOne<Account>().WithMany().HasForeignKey(login => login.UserId);
        }
    }

    private sealed class Tokens : IEntityTypeConfiguration<IdentityUserToken<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
        {
            builder.ToTable("account_tokens");
            builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
            builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId);
        }
    }

    private sealed class Passkeys : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
        {
            builder.ToTable("account_passkeys");
            builder.HasKey(passkey => passkey.CredentialId);
            builder.OwnsOne(passkey => passkey.Data).ToJson();
            builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId);
        }
    }
}

/// <summary>The tables of people.</summary>
public static class PeopleTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Account> Accounts => context.Set<Account>();

        public DbSet<Mandate> Mandates => context.Set<Mandate>();
    }
}
