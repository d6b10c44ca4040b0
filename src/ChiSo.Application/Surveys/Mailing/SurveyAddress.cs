using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Mailing;

/// <summary>Where somebody who was invited is reached: by mail, by telephone, at a place. It stands beside the invitation, never beside an answer, holds no time, and is erased when the survey ends, or on the day the survey declares for it.</summary>
public sealed class SurveyAddress
{
    /// <summary>Random: its order tells nothing.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid SurveyId { get; init; }

    public required Guid InvitationId { get; init; }

    /// <summary>Of e-mail; empty for somebody who gets no mail.</summary>
    public string Address { get; private set; } = "";

    /// <summary>vi, en or km.</summary>
    public string Language { get; private set; } = "";

    /// <summary>From 1; one more each time the address is corrected.</summary>
    public int Attempt { get; private set; }

    /// <summary>Whether the one reminder was queued.</summary>
    public bool Reminded { get; private set; }

    /// <summary>As <see cref="Whereabouts"/> has it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As above.</summary>
    public string Place { get; private set; } = "";

    /// <summary>As above.</summary>
    public string Telephone { get; private set; } = "";

    public void Find(Whereabouts found)
    {
        var now = found.Over(new(Name, Place, Telephone));
        (Name, Place, Telephone) = (now.Name, now.Place, now.Telephone);
    }

    public void Reach(string address, string language) => (Address, Language, Attempt) = (address, language, Attempt + 1);

    public void Remind() => Reminded = true;

    private sealed class Mapping : IEntityTypeConfiguration<SurveyAddress>
    {
        public void Configure(EntityTypeBuilder<SurveyAddress> builder)
        {
            builder.ToTable("survey_addresses");
            builder.HasIndex(row => row.InvitationId).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(row => row.SurveyId);
            builder.HasOne<SurveyInvitation>().WithOne().HasForeignKey<SurveyAddress>(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The table of addresses.</summary>
public static class MailingTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SurveyAddress> SurveyAddresses => context.Set<SurveyAddress>();
    }
}
