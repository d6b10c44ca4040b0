using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Devices;

/// <summary>A phone or tablet on which an interviewer fills in forms of one survey with ODK Collect or its like ("máy thu thập"). It signs with a name and a password of its own, never with an account's.</summary>
public sealed class CollectingDevice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>What it signs with; the code of the interviewer in the answers. A name comes again when a device is replaced, but only one of a name is in use.</summary>
    public required string Name { get; init; }

    /// <summary>Who has it, for those who look after it; never with the answers.</summary>
    public required string Holder { get; init; }

    /// <summary>One-way: the password stands nowhere.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>UTC; <c>null</c> while it may hand in.</summary>
    public DateTime? RevokedAt { get; private set; }

    public void Revoke(DateTime at) => RevokedAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<CollectingDevice>
    {
        public void Configure(EntityTypeBuilder<CollectingDevice> builder)
        {
            builder.ToTable("survey_devices");
            builder.HasIndex(device => new { device.SurveyId, device.Name });
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(device => device.SurveyId);
        }
    }
}

/// <summary>The table of devices that collect.</summary>
public static class DeviceTables
{
    extension(ChiSoContext context)
    {
        public DbSet<CollectingDevice> SurveyDevices => context.Set<CollectingDevice>();
    }
}
