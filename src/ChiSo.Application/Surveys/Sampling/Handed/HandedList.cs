using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Sampling.Handed;

/// <summary>That units are asked for the lists of people a survey may ask ("đề nghị nộp danh sách"). One a survey.</summary>
public sealed class ListCall
{
    public required Guid SurveyId { get; init; }

    /// <summary>The last day in Vietnam on which a list is taken.</summary>
    public required DateOnly Until { get; set; }

    public required Guid By { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<ListCall>
    {
        public void Configure(EntityTypeBuilder<ListCall> builder)
        {
            builder.ToTable("survey_list_calls");
            builder.HasKey(call => call.SurveyId);
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(call => call.SurveyId);
        }
    }
}

/// <summary>A list of people one unit handed in ("danh sách đơn vị nộp"). Another takes its place whole; the trail keeps the hash and the number of each.</summary>
public sealed class HandedList
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>Whose list it is.</summary>
    public required string Unit { get; init; }

    /// <summary>SHA-256 of the frame it is by itself.</summary>
    public required string Hash { get; init; }

    public required int Count { get; init; }

    /// <summary>Rows left out because the person stands in another.</summary>
    public required int Twice { get; init; }

    /// <summary>The people as JSON, without what finds them.</summary>
    public required string People { get; init; }

    /// <summary>As <see cref="FrameContacts"/> writes them; empty where nothing is known, and once they are forgotten.</summary>
    public required string Contacts { get; init; }

    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<HandedList>
    {
        public void Configure(EntityTypeBuilder<HandedList> builder)
        {
            builder.ToTable("survey_handed_lists");
            builder.HasIndex(list => new { list.SurveyId, list.Unit }).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(list => list.SurveyId);
        }
    }
}

/// <summary>The tables of lists units hand in.</summary>
public static class HandedListTables
{
    extension(ChiSoContext context)
    {
        public DbSet<ListCall> SurveyListCalls => context.Set<ListCall>();

        public DbSet<HandedList> SurveyHandedLists => context.Set<HandedList>();
    }
}
