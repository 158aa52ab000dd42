package files

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob/s3blob"
)

// S3 is an object store that speaks S3.
type S3 struct {
	Bucket   string
	Endpoint string // https://host[:port]; "" the one of AWS
	Region   string
	Key      string
	Secret   string
}

// ParseS3 reads s3://bucket?endpoint=https://host&region=…; the key and its secret come from elsewhere, since an address is
// written into logs.
func ParseS3(at, key, secret string) (S3, error) {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil || u.Path != "" && u.Path != "/" {
		return S3{}, errors.New("files: an object store is named as s3://bucket?endpoint=https://host&region=region")
	}
	q := u.Query()
	out := S3{Bucket: u.Host, Endpoint: q.Get("endpoint"), Region: q.Get("region"), Key: key, Secret: secret}
	if out.Region == "" {
		out.Region = "us-east-1"
	}
	if key == "" || secret == "" {
		return S3{}, errors.New("files: an object store needs a key and its secret")
	}
	return out, nil
}

// OpenS3 keeps blobs in an object store: what was committed is there for every node at once. Of a blob that must be new the
// first wins, whichever node it comes from.
func OpenS3(ctx context.Context, at S3) (*Bucket, error) {
	o := s3.Options{Region: at.Region, Credentials: credentials.NewStaticCredentialsProvider(at.Key, at.Secret, ""), UsePathStyle: true}
	if at.Endpoint != "" {
		o.BaseEndpoint = aws.String(at.Endpoint)
	}
	b, err := s3blob.OpenBucket(ctx, s3.New(o), at.Bucket, nil)
	if err != nil {
		return nil, fmt.Errorf("files: open the bucket %s: %w", at.Bucket, err)
	}
	return &Bucket{bucket: b}, nil
}
