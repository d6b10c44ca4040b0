using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Surveys.Questionnaires;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>A questionnaire while it is being written in the browser; no survey knows of it until it is stored as a version.</summary>
public sealed class QuestionnaireDraft
{
    /// <summary>Of the questionnaire: one draft at a time.</summary>
    public required string Code { get; init; }

    /// <summary>The draft as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>Whoever changed it last, and when (UTC).</summary>
    public Guid By { get; private set; }

    public DateTime At { get; private set; }

    public FormDraft Read() => EngineJson.Read<FormDraft>(Content);

    public void Change(FormDraft draft, Guid by, DateTime at) => (Content, By, At) = (EngineJson.ToText(draft), by, at);

    private sealed class Mapping : IEntityTypeConfiguration<QuestionnaireDraft>
    {
        public void Configure(EntityTypeBuilder<QuestionnaireDraft> builder)
        {
            builder.ToTable("questionnaire_drafts");
            builder.HasKey(draft => draft.Code);
        }
    }
}

/// <summary>A version of a questionnaire ("phiên bản phiếu hỏi") that surveys may be opened with: it never changes.</summary>
public sealed class StoredQuestionnaire
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    public required string Version { get; init; }

    /// <summary>As a workbook.</summary>
    public required byte[] Form { get; init; }

    /// <summary>SHA-256 of the workbook.</summary>
    public required string Hash { get; init; }

    /// <summary>Who stored it, and when (UTC).</summary>
    public required Guid By { get; init; }

    public required DateTime At { get; init; }

    public Questionnaire Read()
    {
        using var stream = new MemoryStream(Form, writable: false);
        return XlsFormReader.Read(stream, $"{Code}.xlsx").TryGet(out var form) ? form : throw new InvalidDataException($"The stored questionnaire {Code} can't be read.");
    }

    private sealed class Mapping : IEntityTypeConfiguration<StoredQuestionnaire>
    {
        public void Configure(EntityTypeBuilder<StoredQuestionnaire> builder)
        {
            builder.ToTable("questionnaires");
            builder.HasIndex(form => new { form.Code, form.Version }).IsUnique();
        }
    }
}

/// <summary>The tables of questionnaires written in the browser.</summary>
public static class QuestionnaireTables
{
    extension(ChiSoContext context)
    {
        public DbSet<QuestionnaireDraft> QuestionnaireDrafts => context.Set<QuestionnaireDraft>();

        public DbSet<StoredQuestionnaire> Questionnaires => context.Set<StoredQuestionnaire>();
    }
}
