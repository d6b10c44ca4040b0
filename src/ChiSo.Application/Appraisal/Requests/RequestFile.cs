using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A file that belongs to a request: new evidence of the unit, or the minutes of a hearing. Added and withdrawn, never changed.</summary>
public sealed class RequestFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RequestId { get; init; }

    /// <summary>The hearing it is the minutes of; <c>null</c> for new evidence of the unit.</summary>
    public required Guid? HearingId { get; init; }

    /// <summary>SHA-256 of the file, in hex.</summary>
    public required string FileHash { get; init; }

    /// <summary>As it was called where it came from; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    /// <summary>In bytes.</summary>
    public required long FileLength { get; init; }

    /// <summary>By its content.</summary>
    public required string MediaType { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while it stands.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public void Withdraw(DateTime at) => WithdrawnAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<RequestFile>
    {
        public void Configure(EntityTypeBuilder<RequestFile> builder)
        {
            builder.ToTable("request_files");
            builder.HasIndex(file => file.RequestId);
            builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(file => file.RequestId);
            builder.HasOne<RequestHearing>().WithMany().HasForeignKey(file => file.HearingId);
        }
    }
}

/// <summary>The panel heard the unit ("buổi làm việc với đơn vị"): when, where, who was there and what was said. Added and withdrawn, never changed.</summary>
public sealed class RequestHearing
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RequestId { get; init; }

    public required DateOnly HeldOn { get; init; }

    public required string Place { get; init; }

    /// <summary>Who was there, as the minutes name them.</summary>
    public required string Present { get; init; }

    public required string Said { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while the note stands.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Who took it back; empty while it stands.</summary>
    public string WithdrawnBy { get; private set; } = "";

    /// <summary>Why; empty while it stands.</summary>
    public string WithdrawalReason { get; private set; } = "";

    internal void Withdraw(string reason, string by, DateTime at) => (WithdrawalReason, WithdrawnBy, WithdrawnAt) = (reason, by, at);

    /// <summary>Whether another note by the same person says the same, and stands.</summary>
    public bool IsSaidAs(RequestHearing other) => WithdrawnAt is null && (HeldOn, Place, Present, Said, Person) == (other.HeldOn, other.Place, other.Present, other.Said, other.Person);

    private sealed class Mapping : IEntityTypeConfiguration<RequestHearing>
    {
        public void Configure(EntityTypeBuilder<RequestHearing> builder)
        {
            builder.ToTable("request_hearings");
            builder.HasIndex(hearing => hearing.RequestId);
            builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(hearing => hearing.RequestId);
        }
    }
}
