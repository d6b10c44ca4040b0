using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What a unit asks about a criterion ("hỏi về tiêu chí"), and the agency's answer, which every unit reads. Not to be taken for what appraisers ask a unit about its own line.</summary>
public sealed class CriterionQuestion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of the round.</summary>
    public required string Round { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>The unit that asks.</summary>
    public required string Unit { get; init; }

    public required string Text { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>0 while nobody has answered; rises with each answer, since a wrong one may be mended.</summary>
    public int Version { get; private set; }

    public string Answer { get; private set; } = "";

    public string AnsweredBy { get; private set; } = "";

    /// <summary>UTC; <c>null</c> while nobody has answered.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Whether the other units see who asked; whoever answers chooses.</summary>
    public bool NamesUnit { get; private set; }

    public void Take(AnswerQuestion answer, string by, DateTime at) => (Version, Answer, NamesUnit, AnsweredBy, AnsweredAt) = (Version + 1, answer.Text, answer.NamesUnit, by, at);

    private sealed class Mapping : IEntityTypeConfiguration<CriterionQuestion>
    {
        public void Configure(EntityTypeBuilder<CriterionQuestion> builder)
        {
            builder.ToTable("criterion_questions");
            builder.HasIndex(row => new { row.Round, row.Criterion });
        }
    }
}

/// <summary>An answer to a unit's question.</summary>
/// <param name="Seen">Version of the answer the person had before them; 0 for none.</param>
public sealed record AnswerQuestion(Guid Id, int Seen, string Text, bool NamesUnit);
