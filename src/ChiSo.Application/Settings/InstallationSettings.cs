using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Settings;

/// <summary>What the administrator chooses for the whole installation ("cài đặt"). How servers are reached stands in files beside the program: whoever keeps the server writes those.</summary>
public sealed record InstallationSettings
{
    /// <summary>There is one row at most; without one these defaults hold.</summary>
    public int Id { get; init; } = 1;

    /// <summary>When the daily digest leaves, Vietnam's time.</summary>
    public TimeOnly DigestAt { get; init; } = new(7, 0);

    /// <summary>Days a file of the security log is kept after its own.</summary>
    public int SecurityLogDays { get; init; } = 365;

    /// <summary>How often one address may try one name within a minute.</summary>
    public int SignInTries { get; init; } = 12;

    /// <summary>How often they were changed; whoever changes them says what they saw.</summary>
    public int Version { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<InstallationSettings>
    {
        public void Configure(EntityTypeBuilder<InstallationSettings> builder)
        {
            builder.ToTable("installation_settings");
            builder.Property(settings => settings.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>The table of settings.</summary>
public static class SettingsTables
{
    extension(ChiSoContext context)
    {
        public DbSet<InstallationSettings> InstallationSettings => context.Set<InstallationSettings>();
    }
}
